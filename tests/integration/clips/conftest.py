"""A worker that keeps apart from the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from tests.jobs import run_due_jobs

WorkOff = Callable[[], int]


@pytest.fixture
def work_off(app: Flask) -> WorkOff:
    """Carry out all due jobs in sessions of their own; answers how many attempts that were."""

    def run() -> int:
        with app.app_context():
            attempts = run_due_jobs()
        db.session.expire_all()
        return attempts

    return run
