"""What the worker does for organisations."""

from __future__ import annotations

from datetime import timedelta

from app.association.organisations.services import tell_of_end
from app.core.actor import SYSTEM
from app.jobs.registry import periodic
from app.jobs.work import Work
from app.organisations.approvals.policies import NOTICE_DAYS
from app.organisations.approvals.queries import list_untold

AT_ONCE = 50
"""Approvals told of in one turn; the rest are told of in the next."""


@periodic("organisations.tell_of_ends", every=timedelta(hours=6))
def tell_of_ends(work: Work) -> None:
    """Tell people, once at each mark, that an approval ends soon; each turn is one short transaction."""
    with work.step():
        for days in sorted(NOTICE_DAYS):
            for approval in list_untold(SYSTEM, days, AT_ONCE):
                tell_of_end(SYSTEM, approval)
