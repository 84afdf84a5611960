"""Putting work into the queue, and keeping the queue tidy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.jobs.models import Job, JobState, Priority
from app.jobs.queries import SCHEDULE_KEY
from app.jobs.turns import find_round

JSON: TypeAlias = bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"] | None

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

KEPT_FOR = {JobState.DONE: timedelta(days=7), JobState.FAILED: timedelta(days=30)}
"""How long finished jobs stay for whoever looks into what happened."""


def enqueue_job(
    name: str,
    arguments: Mapping[str, JSON],
    *,
    delay: timedelta | None = None,
    unique_key: str | None = None,
    fair_key: str | None = None,
    priority: Priority = Priority.USUAL,
) -> None:
    """Add a job to the present transaction: it exists only if the change that asked for it does.

    While a job with the same ``unique_key`` waits or runs, nothing is added. ``arguments`` hold ids, never names.
    ``fair_key`` says whose work it is, so that nobody's many jobs hold up another's one of the same priority.
    """
    values: dict[str, Any] = {
        "name": name,
        "arguments": dict(arguments),
        "due_at": clock.now() + (delay or timedelta(0)),
        "fair_key": fair_key,
        "priority": priority,
        "turn": find_round(priority, fair_key),
    }
    if unique_key is None:
        db.session.add(Job(**values))
        return
    insert = INSERTS[db.session.get_bind().dialect.name]
    db.session.execute(
        insert(Job)
        .values(unique_key=unique_key, **values)
        .on_conflict_do_nothing(index_elements=["unique_key"])
    )


def enqueue_jobs(name: str, each_arguments: Iterable[Mapping[str, JSON]]) -> None:
    """Add many jobs of one kind by one statement."""
    rows = [{"name": name, "arguments": dict(arguments)} for arguments in each_arguments]
    if rows:
        present = find_round(Priority.USUAL, None)
        db.session.execute(sa.insert(Job).values(turn=present), rows)


def plant_schedules(actor: Actor, schedules: Mapping[str, timedelta]) -> None:
    """See to it that the next turn of everything periodic waits in the queue, once."""
    require(actor.is_system)
    for name, every in schedules.items():
        enqueue_job(name, {}, delay=every, unique_key=SCHEDULE_KEY + name)


def prune_jobs(actor: Actor) -> None:
    """Delete jobs that have been finished for longer than they are kept."""
    require(actor.is_system)
    now = clock.now()
    old = [
        sa.and_(Job.state == state, Job.finished_at < now - age) for state, age in KEPT_FOR.items()
    ]
    db.session.execute(sa.delete(Job).where(sa.or_(*old)))
