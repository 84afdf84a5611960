"""Whose a job is now. Every change of a claimed job goes through `change`, which holds only for its attempt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.core import clock
from app.extensions import db
from app.jobs.models import Job, JobState
from app.jobs.turns import select_next

CUT_OFF = (
    "The work was cut off several times before it was done. "
    "Please try again; if it happens again, tell the association."
)
"""What people read where every worker that took the job died over it."""


class LeaseLost(Exception):
    """The attempt is no longer this worker's: its lease ran out, or it was released. Nothing may be committed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attempt at a job; ``faults`` are those of the attempts before it."""

    job_id: int
    name: str
    attempt: int
    faults: int
    arguments: dict[str, Any]

    @property
    def key(self) -> tuple[int, int]:
        """What tells this attempt from all others."""
        return self.job_id, self.attempt


def claim_next(names: Iterable[str], lease: timedelta) -> Claim | None:
    """Take the due job whose turn it is, or None. No two workers ever get the same attempt.

    On SQLite the transaction holds the write lock from its beginning; on PostgreSQL the row is locked, and
    workers pass over each other's.
    """
    now = clock.now()
    next_id = select_next(names).with_for_update(skip_locked=True).scalar_subquery()
    row = db.session.execute(
        sa.update(Job)
        .where(Job.id == next_id, Job.state == JobState.WAITING)
        .values(
            state=JobState.RUNNING,
            attempt=Job.attempt + 1,
            progress=0.0,
            started_at=now,
            lease_until=now + lease,
        )
        .returning(Job.id, Job.name, Job.attempt, Job.faults, Job.arguments)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else Claim(*row)


def change(claim: Claim, *conditions: sa.ColumnElement[bool], **values: Any) -> None:
    """Change the job as long as the attempt is its present one; its row is then locked until the commit.

    Raises LeaseLost where it is not, or where one of the ``conditions`` does not hold.
    """
    changed = db.session.scalar(
        sa.update(Job)
        .where(
            Job.id == claim.job_id,
            Job.attempt == claim.attempt,
            Job.state == JobState.RUNNING,
            *conditions,
        )
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        raise LeaseLost(f"{claim.name} {claim.job_id}, attempt {claim.attempt}")


def renew(claims: Sequence[Claim], lease: timedelta) -> None:
    """Lengthen the leases of those attempts that are still the present ones.

    A job inside a step is passed over: the step has lengthened its lease itself.
    """
    mine = [sa.and_(Job.id == claim.job_id, Job.attempt == claim.attempt) for claim in claims]
    free = sa.select(Job.id).where(sa.or_(sa.false(), *mine)).with_for_update(skip_locked=True)
    db.session.execute(
        sa.update(Job)
        .where(Job.state == JobState.RUNNING, Job.id.in_(free), sa.or_(sa.false(), *mine))
        .values(lease_until=clock.now() + lease)
        .execution_options(synchronize_session=False)
    )


def is_abandoned(claim: Claim) -> sa.ColumnElement[bool]:
    """Holds where the lease has run out and no transaction holds the row, not even that of a worker that froze."""
    free = sa.select(Job.id).where(Job.id == claim.job_id).with_for_update(skip_locked=True)
    return sa.and_(Job.lease_until < clock.now(), Job.id == free.scalar_subquery())


def finish(claim: Claim) -> None:
    """The job is done. Its arguments go: a finished job tells nothing about anybody. Raises LeaseLost."""
    change(claim, progress=1.0, failure=None, **_ending(JobState.DONE))


def fail(claim: Claim, message: str, *conditions: sa.ColumnElement[bool]) -> None:
    """The job will not be tried again; ``message`` says why in plain words. Raises LeaseLost."""
    change(claim, *conditions, failure=message, **_ending(JobState.FAILED))


def put_back(
    claim: Claim,
    *conditions: sa.ColumnElement[bool],
    delay: timedelta = timedelta(0),
    failure: str | None = None,
    faults: int | None = None,
) -> None:
    """Let the job wait for its next attempt; ``faults`` where this one counts as one. Raises LeaseLost."""
    change(
        claim,
        *conditions,
        state=JobState.WAITING,
        due_at=clock.now() + delay,
        lease_until=None,
        failure=failure,
        faults=claim.faults if faults is None else faults,
    )


def _ending(state: JobState) -> dict[str, Any]:
    return {
        "state": state,
        "finished_at": clock.now(),
        "lease_until": None,
        "arguments": {},
        "unique_key": None,
        "fair_key": None,
    }
