"""Runs migrations against the portal's own engine; every model takes part, whether or not a page uses it yet."""

import pkgutil
from importlib import import_module

from alembic import context
from flask import current_app

import app as portal
from app.core.base import Base
from app.core.database import AccessMode, access_mode

for module in pkgutil.walk_packages(portal.__path__, "app."):
    if module.name.endswith(".models"):
        import_module(module.name)


def run_migrations() -> None:
    """Each migration in its own transaction; on SQLite tables are rebuilt where ALTER cannot."""
    access_mode.set(AccessMode.WRITE)
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute(
                "PRAGMA foreign_keys=OFF"
            )  # rebuilding a table drops the one others point to
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=engine.dialect.name == "sqlite",
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=ON")


run_migrations()
