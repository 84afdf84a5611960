"""What the worker does for holds."""

from __future__ import annotations

from datetime import timedelta

from app.clips.keeping.holds.services import remind_of_holds
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("keeping.remind_of_holds", every=timedelta(hours=6))
def remind(work: Work) -> None:
    """Say that a review day has come."""
    remind_of_holds(SYSTEM, work)
