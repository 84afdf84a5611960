"""An installation of its own with a film in it, that can be looked at between one death and the next run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.clips.keeping.services import order_erasure
from app.clips.models import Clip, ErasureReason
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from config import Settings
from tests.jobs import run_due_jobs

STEPS = ("unlink", "rmdir", "replace", "link")
"""What changes files, as the storage calls it."""


def start(data_dir: Path) -> Flask:
    """The portal over this folder."""
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)}
    return create_app(Settings.from_environment(environment))


def stop() -> None:
    """Let go of the database, so that a copy of its file is whole and another process may have it."""
    db.session.remove()
    db.engine.dispose()


@dataclass(frozen=True)
class Installation:
    """One folder with a portal."""

    data_dir: Path

    def order(self) -> None:
        """Its film is to be erased."""
        with start(self.data_dir).app_context():
            with unit_of_work():
                order_erasure(SYSTEM, db.session.scalars(sa.select(Clip)).one(), ErasureReason.RULE)
            stop()

    def work(self) -> None:
        """A worker takes up what others left, and carries out what is due."""
        with start(self.data_dir).app_context():
            with unit_of_work():
                left = sa.update(Job).where(Job.state == JobState.RUNNING)
                db.session.execute(left.values(state=JobState.WAITING, due_at=clock.now()))
            run_due_jobs()
            stop()

    def work_until_death(self, steps: int) -> bool:
        """Let another process work until it has made so many changes, and kill it; returns whether it died."""
        child = os.fork()
        if child == 0:
            _work_and_die(self.data_dir, steps)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _work_and_die(data_dir: Path, steps: int) -> None:
    left = [steps]

    def live_on(*_: object) -> None:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    def watch(change: Callable[..., Any]) -> Callable[..., Any]:
        def changing(*arguments: Any, **named: Any) -> Any:
            live_on()
            return change(*arguments, **named)

        return changing

    try:
        with start(data_dir).app_context():
            for name in STEPS:
                setattr(os, name, watch(getattr(os, name)))
            event.listen(db.engine, "commit", live_on)
            run_due_jobs()
        os._exit(0)
    except BaseException:  # nothing of the parent may run in the child
        os._exit(1)
