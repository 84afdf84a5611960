"""The loop of a worker: claims jobs, runs each in a thread, keeps the leases, and stops cleanly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.core.actor import SYSTEM
from app.extensions import unit_of_reading, unit_of_work
from app.jobs import claims
from app.jobs.attempts import carry_out, reap
from app.jobs.claims import Claim, LeaseLost
from app.jobs.queries import has_due_job, list_planted
from app.jobs.registry import list_names, list_schedules, list_short_names
from app.jobs.services import plant_schedules
from app.jobs.turns import has_patient_job, raise_patient

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
POLL_S = 0.5
GRACE_S = 4.0
"""What a running job gets to end when the worker is stopped: long enough for a mail, and shorter than what
supervisors of processes wait. A longer job is put back and starts anew elsewhere."""
PARTING_S = 1.0


class Runner:
    """Runs up to ``threads`` jobs at once until `stop`, and one short one beside long ones that hold all of them.

    One loop serves claims, leases, schedules and the dead.
    """

    def __init__(
        self,
        app: Flask,
        *,
        threads: int,
        lease: timedelta = LEASE,
        grace_s: float = GRACE_S,
    ) -> None:
        self._app = app
        self._threads = threads
        self._lease = lease
        self._grace_s = grace_s
        self._running: dict[tuple[int, int], Claim] = {}
        self._freed = threading.Event()
        self._is_stopping = False
        self._kept_at = float("-inf")

    def stop(self) -> None:
        """Ask the loop to end. Takes no lock, so that a signal handler may call it."""
        self._is_stopping = True

    def run(self) -> None:
        """Work until asked to stop; then let running jobs end, or put them back."""
        while not self._is_stopping:
            self._freed.clear()
            self._take_turn()
            self._freed.wait(POLL_S)
        self._wind_down()

    def _take_turn(self) -> None:
        try:
            with self._app.app_context():
                self._keep_leases()
                while not self._is_stopping and self._start_next():
                    pass
        except DBAPIError:
            logger.exception("The database does not answer; trying again")
            time.sleep(POLL_S)

    def _keep_leases(self) -> None:
        """Three times within each lease: renew the own ones, take up what others left, raise what waited for long, plant the schedules."""
        if time.monotonic() - self._kept_at < self._lease.total_seconds() / 3:
            return
        if mine := tuple(self._running.values()):
            with unit_of_work():
                claims.renew(mine, self._lease)
        _raise_patient()
        reap()
        _plant_schedules()
        self._kept_at = time.monotonic()

    def _start_next(self) -> bool:
        names = self._list_startable()
        if not names or not self._is_anything_due(names):
            return False
        with unit_of_work():
            claim = claims.claim_next(names, self._lease)
        if claim is None:
            return False
        self._running[claim.key] = claim
        # Daemons: a job that does not notice its release must not keep the process alive.
        threading.Thread(
            target=self._carry_out, args=(claim,), name=claim.name, daemon=True
        ).start()
        return True

    def _list_startable(self) -> Sequence[str]:
        """A letter or an erasure never waits for films: where those hold every thread, there is one more for it."""
        if len(self._running) < self._threads:
            return [*list_names()]
        short = [*list_short_names()]
        is_short_running = any(claim.name in short for claim in tuple(self._running.values()))
        return [] if is_short_running else short

    def _is_anything_due(self, names: Sequence[str]) -> bool:
        """Looks without the write lock, which a claim takes on SQLite: an idle worker disturbs nobody."""
        with unit_of_reading():
            return has_due_job(names)

    def _carry_out(self, claim: Claim) -> None:
        try:
            with self._app.app_context():
                carry_out(claim, self._lease)
        except (
            Exception
        ):  # its end could not be written: the lease runs out, and the job is taken up again
            logger.exception("The end of job %s could not be written", claim.job_id)
        finally:
            del self._running[claim.key]
            self._freed.set()

    def _wind_down(self) -> None:
        self._wait_for_jobs(self._grace_s)
        with self._app.app_context():
            for claim in tuple(self._running.values()):
                self._release(claim)
        self._wait_for_jobs(PARTING_S)

    def _wait_for_jobs(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self._running and time.monotonic() < deadline:
            time.sleep(0.05)

    def _release(self, claim: Claim) -> None:
        try:
            with unit_of_work():
                claims.put_back(claim)
        except LeaseLost:
            return  # it ended at the last moment
        logger.info("Put back: %s %s", claim.name, claim.job_id)


def _raise_patient() -> None:
    with unit_of_reading():
        somebody_waits = has_patient_job()
    if somebody_waits:
        with unit_of_work():
            raise_patient()


def _plant_schedules() -> None:
    schedules = list_schedules()
    with unit_of_reading():
        missing = schedules.keys() - list_planted(schedules)
    if missing:
        with unit_of_work():
            plant_schedules(SYSTEM, {name: schedules[name] for name in missing})
