"""Real worker processes over a database of their own, and a view into its queue."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.audit.models import AuditEvent
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from app.jobs.services import enqueue_job

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90
LEASE_S = 2.0
GRACE_S = 0.2
HALTS = 5
"""How often a worker is halted and let go again before it is found without a lock."""


@dataclass
class WorkerYard:
    """An installation whose jobs are done by processes of the test's own. ``mark`` tells one test's jobs from others'."""

    app: Flask
    environment: dict[str, str]
    log: Path
    mark: str = field(default_factory=lambda: str(uuid4()))
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def gate(self) -> Path:
        """The file that gated jobs wait for."""
        return self.log.with_name(self.mark)

    def enqueue(self, name: str, times: int = 1) -> None:
        """Put jobs into the queue."""
        with self.app.app_context(), unit_of_work():
            for _ in range(times):
                enqueue_job(name, {"mark": self.mark, "gate": str(self.gate)})

    def start(self, lease_s: float = LEASE_S, grace_s: float = GRACE_S) -> subprocess.Popen[bytes]:
        """Start another worker."""
        with self.log.open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.probe_worker", f"{lease_s}", f"{grace_s}"],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
        self.workers.append(worker)
        return worker

    def freeze(self, worker: subprocess.Popen[bytes]) -> None:
        """Halt a worker just after it renewed its lease, at a moment when it holds no lock of the database."""
        for _ in range(HALTS):
            self._wait_for_renewal()
            worker.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, worker.pid, os.WSTOPPED)
            if self._is_unlocked():
                return
            worker.send_signal(signal.SIGCONT)
        raise TimeoutError("the worker held a lock whenever it was halted")

    def _wait_for_renewal(self) -> None:
        [before] = self.read_jobs()
        self.wait_for("renewed", lambda jobs: jobs[0].lease_until != before.lease_until)

    def _is_unlocked(self) -> bool:
        """Whether somebody else could change the jobs now; on SQLite this waits as long as any writer does."""
        with self.app.app_context(), suppress(OperationalError), db.engine.connect() as other:
            other.execute(sa.select(Job.id).with_for_update(nowait=True))
            return True
        return False

    def stop_all(self) -> None:
        """End every worker that still runs, at once."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGCONT)
                worker.kill()
            worker.wait(PATIENCE_S)
        self.workers.clear()

    def wait_for(self, description: str, is_true: Callable[[list[Job]], bool]) -> list[Job]:
        """Wait until the queue answers to it, and give its jobs; fails with the workers' log after a while."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            jobs = self.read_jobs()
            if is_true(jobs):
                return jobs
            time.sleep(0.05)
        raise TimeoutError(f"{description}\n{self.log.read_text()}")

    def wait_until_begun(self) -> list[Job]:
        """Wait until every job runs and has told its progress."""
        return self.wait_for("begun", lambda jobs: all(job.progress == 0.5 for job in jobs))

    def wait_until_done(self) -> list[Job]:
        """Wait until every job is done."""
        return self.wait_for("done", lambda jobs: all(job.state is JobState.DONE for job in jobs))

    def read_jobs(self) -> list[Job]:
        """The queue as it is now."""
        with self.app.app_context(), unit_of_work():
            jobs = list(db.session.scalars(sa.select(Job).order_by(Job.id)))
            db.session.expunge_all()
        return jobs

    def read_traces(self) -> Sequence[tuple[str, str | None]]:
        """What the jobs left behind: (action, attempt), in the order written."""
        with self.app.app_context(), unit_of_work():
            rows = db.session.execute(
                sa.select(AuditEvent.action, AuditEvent.subject_kind)
                .where(AuditEvent.subject_id == UUID(self.mark))
                .order_by(AuditEvent.id)
            )
            return [(action, attempt) for action, attempt in rows]
