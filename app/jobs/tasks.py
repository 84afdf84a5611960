"""The queue looks after itself."""

from __future__ import annotations

from datetime import timedelta

from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.services import prune_jobs
from app.jobs.work import Work


@periodic("jobs.prune", every=timedelta(days=1))
def prune(work: Work) -> None:
    """Forget finished jobs after some days."""
    with work.step(last=True):
        prune_jobs(SYSTEM)
