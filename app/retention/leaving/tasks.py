"""What the worker does when somebody leaves."""

from __future__ import annotations

from datetime import timedelta

from app.core.actor import SYSTEM
from app.jobs.registry import periodic, task
from app.jobs.work import Work
from app.retention.leaving import ends
from app.retention.leaving.orders import LET_GO


@task(LET_GO, attempts=6)
def let_go(work: Work) -> None:
    """Begin what one person's leaving entails."""
    ends.let_go(SYSTEM, work, work.arguments["leaving_id"])


@periodic("retention.finish_leavings", every=timedelta(days=1))
def finish_leavings(work: Work) -> None:
    """See every leaving through."""
    ends.finish_leavings(SYSTEM, work)
