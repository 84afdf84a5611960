"""Whose work is next: a fair order among those who wait, and the way into it.

Kinds of work have priorities. Among jobs of one priority everybody has one turn in each round: a job joins the round
that is running, or the one after its owner's last. So whoever comes with ten films keeps the place of the first, and
somebody else's single film is in the round that runs now. Whoever has least running is served first. A job that
waited for `PATIENCE` joins the first priority's present round, so that nothing waits for ever.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.core import clock
from app.extensions import db
from app.jobs.models import Job, JobState, Priority

PATIENCE = timedelta(hours=1)
LOOKED_AT = 50
"""How many jobs from the front of the order are weighed against each other: rounds keep owners mixed there."""
RAISED_AT_ONCE = 500

UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Waiting(NamedTuple):
    """A job in the queue, as far as its turn goes."""

    id: int
    fair_key: str | None
    priority: int
    turn: int
    due_at: datetime


def find_round(priority: Priority, fair_key: str | None) -> sa.ColumnElement[int]:
    """The round that a new job joins, to be evaluated by the statement that adds it."""
    present = _find_present_round(priority)
    if fair_key is None:
        return present
    of_owner = aliased(Job)
    last = (
        sa.select(sa.func.max(of_owner.turn))
        .where(
            of_owner.fair_key == fair_key,
            of_owner.priority == priority,
            of_owner.state.in_(UNFINISHED),
        )
        .scalar_subquery()
    )
    after_own = sa.func.coalesce(last + 1, 0)
    return sa.case((after_own > present, after_own), else_=present)


def select_next(names: Iterable[str]) -> sa.Select[int]:
    """The id of the due job whose turn it is."""
    front, job = aliased(Job), aliased(Job)
    foremost = (
        sa.select(front.id)
        .where(front.state == JobState.WAITING, front.due_at <= clock.now(), front.name.in_(names))
        .order_by(front.priority, front.turn, front.due_at, front.id)
        .limit(LOOKED_AT)
    )
    return (
        sa.select(job.id)
        .where(job.id.in_(foremost), job.state == JobState.WAITING)
        .order_by(*place(job))
        .limit(1)
    )


def find_place(job_id: int) -> int | None:
    """How many jobs that are somebody's start before this waiting one, if nobody comes and each ends in the order it began.

    None where it is not due, or stands further back than is looked at.
    """
    running = db.session.scalars(
        sa.select(Job.fair_key).where(Job.state == JobState.RUNNING).order_by(Job.started_at)
    )
    waiting = db.session.execute(
        sa.select(Job.id, Job.fair_key, Job.priority, Job.turn, Job.due_at)
        .where(Job.state == JobState.WAITING, Job.due_at <= clock.now(), Job.fair_key.is_not(None))
        .order_by(Job.priority, Job.turn, Job.due_at, Job.id)
        .limit(LOOKED_AT)
    )
    order = _foresee([Waiting(*row) for row in waiting], deque(running))
    return next((number for number, id_ in enumerate(order) if id_ == job_id), None)


def place(job: Any) -> tuple[sa.ColumnElement[Any], ...]:
    """What jobs are served by, the smallest first: ``job`` is the table or an alias of it."""
    return (job.priority, _count_running(job), job.turn, job.due_at, job.id)


def has_patient_job() -> bool:
    """Whether a job waited for long behind others."""
    return db.session.scalar(sa.select(Job.id).where(*_is_patient(Job)).limit(1)) is not None


def raise_patient() -> None:
    """Bring jobs that waited for long into the present round of the first priority, each owner's one after another."""
    job = aliased(Job)
    rank = sa.func.row_number().over(
        partition_by=sa.func.coalesce(job.fair_key, sa.cast(-job.id, sa.String)),
        order_by=(job.priority, job.turn, job.due_at, job.id),
    )
    patient = (
        sa.select(job.id, (_find_present_round(Priority.FIRST) + rank - 1).label("turn"))
        .where(*_is_patient(job))
        .order_by(job.due_at)
        .limit(RAISED_AT_ONCE)
        .subquery()
    )
    db.session.execute(
        sa.update(Job)
        .where(Job.id == patient.c.id, Job.state == JobState.WAITING)
        .values(priority=Priority.FIRST, turn=patient.c.turn)
        .execution_options(synchronize_session=False)
    )


def _find_present_round(priority: Priority) -> sa.ColumnElement[int]:
    """The round of the jobs that run; where none does, that of the job that is next."""
    job = aliased(Job)
    running, waiting = (
        sa.select(end(job.turn))
        .where(job.state == state, job.priority == priority)
        .scalar_subquery()
        for state, end in ((JobState.RUNNING, sa.func.max), (JobState.WAITING, sa.func.min))
    )
    return sa.func.coalesce(running, waiting, 0)


def _is_patient(job: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        job.state == JobState.WAITING,
        job.due_at < clock.now() - PATIENCE,
        job.priority > Priority.FIRST,
    )


def _foresee(waiting: list[Waiting], running: deque[str | None]) -> Iterator[int]:
    """The ids in the order in which they will be claimed: whenever one is, the job that ran for longest has ended."""
    while waiting:
        if running:
            running.popleft()
        busy = Counter(key for key in running if key is not None)
        first = min(
            waiting,
            key=lambda job: (job.priority, busy[job.fair_key or ""], job.turn, job.due_at, job.id),
        )
        waiting.remove(first)
        running.append(first.fair_key)
        yield first.id


def _count_running(job: Any) -> sa.ColumnElement[int]:
    """How many jobs of the same owner run now; work that is nobody's counts alone."""
    running = aliased(Job)
    return (
        sa.select(sa.func.count(running.id))
        .where(running.state == JobState.RUNNING, running.fair_key == job.fair_key)
        .correlate(job)
        .scalar_subquery()
    )
