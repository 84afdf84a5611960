"""What a handler is given: its arguments, a way to tell how far it is, and the only way to write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import current_app

from app.core import clock
from app.core.database import writing
from app.extensions import db, unit_of_work
from app.jobs import claims
from app.jobs.claims import Claim

REPORT_INTERVAL_S = 1.0
"""Progress is written at most this often; people's pages ask less often still."""


class NotNow(Exception):
    """Work that cannot be done at the moment, for a reason outside of it: it waits, however often it was tried.

    ``message`` is in plain words for whoever waits.
    """

    message: str
    delay: timedelta


class Work:
    """One attempt at a job. Outside its steps a handler can read but not write."""

    def __init__(self, claim: Claim, lease: timedelta) -> None:
        self._claim = claim
        self._lease = lease
        self._reported_at = float("-inf")
        self._in_step = False
        self.is_finished = False

    @property
    def arguments(self) -> dict[str, Any]:
        """What the job was enqueued with."""
        return self._claim.arguments

    @property
    def attempt(self) -> int:
        """Counts from 1 and never repeats for the same job, so it can stand in the name of a file."""
        return self._claim.attempt

    def report(self, progress: float) -> None:
        """Tell how far the work is, from 0 to 1; call it as often as you like, but not inside a step.

        Raises LeaseLost where the attempt is no longer this worker's: let it pass, so that the work ends.
        """
        if self._in_step:
            raise RuntimeError("a step is short: report between steps")
        if time.monotonic() - self._reported_at < REPORT_INTERVAL_S:
            return
        # A context of its own, hence a session of its own: what the handler has read stays read.
        with current_app.app_context(), writing(), unit_of_work():
            self._extend(progress=min(max(progress, 0.0), 1.0))
        self._reported_at = time.monotonic()

    @contextmanager
    def step(self, *, last: bool = False) -> Iterator[None]:
        """One short transaction, committed only if the attempt is still this worker's. Raises LeaseLost otherwise.

        What was read before the step is read anew inside it. The ``last`` step also ends the job, so that its
        changes and the word that it is done stand or fall together.
        """
        db.session.remove()  # a transaction that began by reading could not write
        self._in_step = True
        try:
            with writing(), unit_of_work():
                self._extend()
                yield
                if last:
                    claims.finish(self._claim)
        finally:
            self._in_step = False
        self.is_finished = last

    def _extend(self, **values: Any) -> None:
        claims.change(self._claim, lease_until=clock.now() + self._lease, **values)
