"""What the tests of faults share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.extensions import db
from config import Settings
from tests.postgres import create_database


@pytest.fixture(params=["sqlite", "postgresql"])
def portal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A portal whose threads have connections of their own."""
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(tmp_path_factory.mktemp("portal"))}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = create_database(request.getfixturevalue("postgres_url"))
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        upgrade()
    result = app.test_cli_runner().invoke(args=["prepare-association"])
    assert result.exit_code == 0, result.output
    yield app
    with app.app_context():
        db.engine.dispose()
