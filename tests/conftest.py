"""The portal under test: one migrated database for the run, a savepoint for each test, a client that reads strictly."""

from __future__ import annotations

import contextvars
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event
from werkzeug.test import TestResponse

from app import create_app
from app.extensions import db
from app.retention.opening import open_portal
from config import S3Settings, Settings
from tests.factories.films import FilmShelf
from tests.headers import check_headers
from tests.html import read_page
from tests.postgres import running_postgres
from tests.s3_engine import run_engine
from tests.servers import RunningPortal, prepare_installation, run_portal

hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("house")

ROOT = Path(__file__).parents[1]

DATABASE = os.environ.get("TEST_DATABASE", "sqlite")
"""Which of the two databases this run uses; `make test` runs both."""

STATIC_PATHS = ("/static/", "/bootstrap/")

CountQueries = Callable[[], AbstractContextManager[list[str]]]
"""What the fixture `count_queries` gives."""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL server's first database, started when the first test asks for it."""
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database of this worker's own."""
    if DATABASE == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.sqlite3'}"


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a small installation that exists for this run."""
    return Settings.from_environment(
        {
            "PORTAL_ENV": "testing",
            "DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "DATABASE_URL": database_url,
        }
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[Flask]:
    """The portal over a database made by its migrations and prepared as an operator would."""
    app = create_app(settings)
    app.config["TESTING"] = True
    app.test_client_class = StrictClient
    with app.app_context():
        upgrade()
    result = app.test_cli_runner().invoke(args=["prepare-association"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        open_portal()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The portal inside a transaction that is rolled back after the test; requests of the test share it."""
    with migrated_app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            engines = cast("dict[str | None, Any]", db.engines)
            engines[None] = connection  # every session of the test binds to it
            db.session.remove()
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield migrated_app
            finally:
                # First of all: a connection that broke ends this test, not those after it.
                engines[None] = engine
                db.session.remove()
                outer.rollback()


class StrictClient(FlaskClient):
    """A browser without JavaScript that refuses broken pages and open ones. Each request runs apart from the test's own context."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; the answer's HTML is parsed strictly, and its headers and cookies are judged."""
        db.session.expire_all()
        response = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        if response.mimetype == "text/html" and "<html" in response.text:
            read_page(response.text)
        settings: Settings = self.application.extensions["settings"]
        is_static = response.request.path.startswith(STATIC_PATHS)
        check_headers(response, is_static=is_static, is_behind_tls=settings.is_behind_tls)
        return response


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A signed-out browser."""
    return app.test_client()


@pytest.fixture
def count_queries(app: Flask) -> CountQueries:
    """Count the statements a block sends: ``with count_queries() as sent: ...; assert len(sent) == 3``."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> FilmShelf:
    """Real films, each made by ffmpeg once and kept for all tests."""
    return FilmShelf(tmp_path_factory.mktemp("films"))


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Settings]:
    """A real S3 service on loopback, with an empty bucket."""
    with run_engine() as settings:
        yield settings


@pytest.fixture(scope="session")
def prepared_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and prepared data folder, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare_installation(folder)
    return folder


@pytest.fixture(scope="module")
def running_portal(
    prepared_data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """The portal behind a real gunicorn on loopback, over SQLite; one for each test module, killed at its end."""
    with run_portal(tmp_path_factory.mktemp("portal"), prepared_data_dir) as portal:
        yield portal
