"""Tries are kept for a day."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.tries.services import sweep_tries
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("accounts.sweep_tries", every=timedelta(hours=6))
def sweep(work: Work) -> None:
    """Forget tries that count no more."""
    with work.step(last=True):
        sweep_tries(SYSTEM)
