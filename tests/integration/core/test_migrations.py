"""The schema as migrations make it: up, down, and equal to the models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from app import create_app
from app.core.base import Base
from app.extensions import db
from config import Settings
from tests.conftest import DATABASE, ROOT
from tests.postgres import running_postgres

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(ROOT / "migrations")).walk_revisions()))
]


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """A portal over an empty database of this test's own."""
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(tmp_path)}
    if DATABASE == "sqlite":
        yield create_app(Settings.from_environment(environment))
        return
    with running_postgres() as url:
        yield create_app(Settings.from_environment({**environment, "DATABASE_URL": url}))


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_every_migration_goes_up_and_down_and_up_again(empty_app: Flask) -> None:
    with empty_app.app_context():
        for revision in REVISIONS:
            upgrade(revision=revision)
            downgrade(revision="-1")
            upgrade(revision=revision)
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        db.engine.dispose()


def test_the_models_are_the_schema(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        db.engine.dispose()
