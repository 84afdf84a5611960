"""The queue, read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from app.core import clock
from app.extensions import db
from app.jobs.claims import Claim
from app.jobs.models import Job, JobState

SCHEDULE_KEY = "every:"
"""What the unique keys of periodic jobs begin with; their name follows."""


def list_unfinished_jobs(unique_keys: Collection[str]) -> Sequence[Job]:
    """The jobs that wait or run under these keys, in the order they were asked for; a finished one gives its key back."""
    unfinished = sa.select(Job).where(Job.unique_key.in_(unique_keys)).order_by(Job.id)
    return db.session.scalars(unfinished).all()


def has_due_job(names: Iterable[str]) -> bool:
    """Whether anything is waiting that could start now."""
    due = sa.select(Job.id).where(
        Job.state == JobState.WAITING, Job.due_at <= clock.now(), Job.name.in_(names)
    )
    return db.session.scalar(due.limit(1)) is not None


def list_expired_claims(names: Iterable[str]) -> list[Claim]:
    """Attempts whose worker has not been heard of for a whole lease, the longest silent first."""
    rows = db.session.execute(
        sa.select(Job.id, Job.name, Job.attempt, Job.faults, Job.arguments)
        .where(Job.state == JobState.RUNNING, Job.lease_until < clock.now(), Job.name.in_(names))
        .order_by(Job.lease_until)
        .limit(100)
    )
    return [Claim(*row) for row in rows]


def list_planted(names: Iterable[str]) -> set[str]:
    """Those periodic names whose next turn waits in the queue, or runs."""
    keys = {SCHEDULE_KEY + name: name for name in names}
    found = db.session.scalars(sa.select(Job.unique_key).where(Job.unique_key.in_(keys)))
    return {keys[key] for key in found if key is not None}
