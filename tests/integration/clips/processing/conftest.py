"""Films that are made once for all tests of their preparation, and a worker that keeps apart from the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from tests.factories.films import FilmShelf
from tests.jobs import run_due_jobs

WorkOff = Callable[[], int]


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> FilmShelf:
    return FilmShelf(tmp_path_factory.mktemp("films"))


@pytest.fixture
def work_off(app: Flask) -> WorkOff:
    """Carry out all due jobs in sessions of their own; answers how many attempts that were."""

    def run() -> int:
        with app.app_context():
            attempts = run_due_jobs()
        db.session.expire_all()
        return attempts

    return run
