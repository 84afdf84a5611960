"""A worker is killed in the middle of a film, in whichever of its jobs: the next one finishes it, and nothing plain or
unnamed stays behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.clips.models import Clip, ClipState
from app.clips.processing.orders import LIGHTEN_CLIP, PROCESS_CLIP, REVIEW_CLIP
from app.core import clock
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from config import Settings
from tests.factories.clips import list_named_keys, list_stored_keys, send_film
from tests.factories.films import FilmShelf

ROOT = Path(__file__).parents[2]
NAMES = (PROCESS_CLIP, REVIEW_CLIP, LIGHTEN_CLIP)
PATIENCE_S = 110

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@dataclass(frozen=True)
class Moment:
    """The film and its jobs as they stand, in their order."""

    clip: Clip
    jobs: list[Job]
    stored: set[str]
    named: set[str]

    @property
    def is_tidy(self) -> bool:
        """Whether all is made of the film and every stored key has a name."""
        is_made = [job.state for job in self.jobs] == [JobState.DONE] * len(NAMES)
        return is_made and self.clip.state is ClipState.READY and self.stored == self.named

    def is_doing(self, name: str, share: float = 0.0) -> bool:
        """Whether this job runs, and how far it is."""
        job = self.jobs[-1]
        return (job.name, job.state) == (name, JobState.RUNNING) and job.progress >= share


@dataclass(frozen=True)
class Workshop:
    """An installation with one film to prepare."""

    app: Flask
    data_dir: Path
    environment: dict[str, str]

    @contextmanager
    def working(self) -> Iterator[subprocess.Popen[bytes]]:
        """A real worker, killed at the end."""
        with (self.data_dir / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "app.worker"],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
            try:
                yield worker
            finally:
                worker.kill()
                worker.wait()

    def look(self) -> Moment:
        with self.app.app_context(), unit_of_work():
            clip = db.session.scalars(sa.select(Clip)).one()
            prepared = sa.select(Job).where(Job.name.in_(NAMES)).order_by(Job.id)
            jobs = list(db.session.scalars(prepared))
            moment = Moment(clip, jobs, list_stored_keys(clip), list_named_keys(clip))
            db.session.expunge_all()
        return moment

    def wait_until(self, is_true: Callable[[Moment], bool]) -> Moment:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            moment = self.look()
            if is_true(moment):
                return moment
            time.sleep(0.02)
        raise TimeoutError((self.data_dir / "worker.log").read_text())

    def let_lease_run_out(self) -> None:
        with self.app.app_context(), unit_of_work():
            past = clock.now() - timedelta(seconds=1)
            running = sa.update(Job).where(Job.state == JobState.RUNNING)
            db.session.execute(running.values(lease_until=past))

    def list_plain_files(self) -> list[Path]:
        """Files anywhere in the installation that hold a recognisable piece of a film or still.

        The databases are passed over: closing any of their files would give up this process's own locks on them.
        """
        found = (path for path in self.data_dir.rglob("*") if ".sqlite3" not in path.name)
        files = [path for path in found if path.is_file()]
        return [path for path in files if path.read_bytes()[:12].find(b"ftyp") >= 0] + [
            *(self.data_dir / "processing").glob("*")
        ]


@pytest.fixture
def workshop(tmp_path: Path, prepared_data_dir: Path, films: FilmShelf) -> Iterator[Workshop]:
    data_dir = tmp_path / "installation"
    shutil.copytree(prepared_data_dir, data_dir)
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)}
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        send_film(films.take(".mp4", seconds=8.0, size=(1280, 720)))
    yield Workshop(app, data_dir, environment)
    with app.app_context():
        db.engine.dispose()


def has_begun(moment: Moment) -> bool:
    return moment.is_doing(PROCESS_CLIP)


def has_still(moment: Moment) -> bool:
    return moment.clip.duration_ms is not None and moment.jobs[-1].state is JobState.RUNNING


def is_copying(moment: Moment) -> bool:
    return moment.clip.state is ClipState.PLAYABLE and moment.is_doing(REVIEW_CLIP, 0.1)


def is_lightening(moment: Moment) -> bool:
    return moment.clip.state is ClipState.READY and moment.is_doing(LIGHTEN_CLIP)


@pytest.mark.parametrize("point", [has_begun, has_still, is_copying, is_lightening])
def test_the_next_worker_finishes_what_a_killed_one_began(
    workshop: Workshop, point: Callable[[Moment], bool]
) -> None:
    with workshop.working():
        workshop.wait_until(point)
    killed = workshop.look()
    assert not killed.is_tidy
    assert workshop.list_plain_files() == []

    workshop.let_lease_run_out()
    with workshop.working():
        done = workshop.wait_until(lambda moment: moment.is_tidy)
    assert [job.name for job in done.jobs] == list(NAMES)
    cut_off = [job for job in killed.jobs if job.state is JobState.RUNNING]  # none between two jobs
    assert sum(job.attempt for job in done.jobs) == len(NAMES) + len(cut_off)
    assert workshop.list_plain_files() == []
