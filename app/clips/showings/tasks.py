"""What the worker does for films shown among trainees."""

from __future__ import annotations

from datetime import timedelta

from app.clips.showings.services import end_showings_over
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work


@periodic("showings.end_over", every=timedelta(hours=6))
def end_over(work: Work) -> None:
    """Put on record what is over."""
    end_showings_over(SYSTEM, work)
