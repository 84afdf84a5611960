"""A worker is killed while it draws stills: the next one draws the rest, each exact, and nothing plain stays behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.clips.frames.services import keep_frames
from app.clips.media.probe import read_frames
from app.clips.models import RenditionKind
from app.clips.stills.models import Still
from app.clips.stills.services import ask_for_stills
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from config import Settings
from tests.factories.clips import make_clip, seal
from tests.factories.films import make_film
from tests.factories.frame_numbers import read_number
from tests.factories.stills import open_still

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
FRAMES = range(0, 288, 2)

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture
def portal(tmp_path: Path, prepared_data_dir: Path) -> Iterator[Flask]:
    """An installation with one ready film and twelve portions of stills to draw."""
    film = make_film(tmp_path / "film.mp4", seconds=12.0, size=(320, 180), fps="25", numbered=True)
    data_dir = tmp_path / "installation"
    shutil.copytree(prepared_data_dir, data_dir)
    app = create_app(
        Settings.from_environment({"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)})
    )
    with app.app_context():
        clip = make_clip()
        seal(clip, RenditionKind.REVIEW, film.read_bytes())
        with film.open("rb") as opened:
            keep_frames(SYSTEM, clip, read_frames(opened.fileno()))
        ask_for_stills(SYSTEM, clip, FRAMES)
        db.session.commit()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """A real worker, killed at the end."""
    data_dir = app.extensions["settings"].data_dir
    environment = {**os.environ, "PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)}
    worker = subprocess.Popen([sys.executable, "-m", "app.worker"], cwd=ROOT, env=environment)
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def count_drawn(app: Flask) -> int:
    with app.app_context(), unit_of_work():
        drawn = sa.select(sa.func.count(Still.id)).where(Still.storage_key.is_not(None))
        return db.session.scalar(drawn) or 0


def wait_for(app: Flask, drawn: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while count_drawn(app) < drawn:
        assert time.monotonic() < deadline, f"{count_drawn(app)} of {drawn} stills"
        time.sleep(0.02)


def test_the_next_worker_draws_what_a_killed_one_left(portal: Flask) -> None:
    with working(portal):
        wait_for(portal, 1)
    assert count_drawn(portal) < len(FRAMES), "it was killed in the middle"
    workroom = portal.extensions["settings"].data_dir / "processing"
    assert not list(workroom.iterdir())
    with portal.app_context(), unit_of_work():
        past = clock.now() - timedelta(seconds=1)
        running = sa.update(Job).where(Job.state == JobState.RUNNING)
        db.session.execute(running.values(lease_until=past))
    with working(portal):
        wait_for(portal, len(FRAMES))
    with portal.app_context():
        stills = db.session.scalars(sa.select(Still).order_by(Still.frame)).all()
        assert [read_number(open_still(still)) for still in stills] == list(FRAMES)
        db.session.remove()
    assert not list(workroom.iterdir())
