"""Every day, whose consent ends soon."""

from __future__ import annotations

from datetime import timedelta

from app.cases.consents.ends.queries import list_coming_of_age, list_expiring
from app.cases.consents.ends.services import tell_of_ending
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work

AT_ONCE = 200
"""Endings told of in one turn; the rest are told of in the next."""


@periodic("consents.tell_of_endings", every=timedelta(hours=12))
def tell_of_endings(work: Work) -> None:
    """Tell trainees what runs out, and who speaks for themselves, once."""
    for listing in (list_expiring, list_coming_of_age):
        with work.step():
            for ending in listing(SYSTEM, AT_ONCE):
                tell_of_ending(SYSTEM, ending)
