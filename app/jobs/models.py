"""Work to be done after a request, kept in the same transaction as the reason for it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Addressed, Base, enum_column


class JobState(enum.StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Priority(enum.IntEnum):
    """Which work goes first: the smaller number. Opening a film, everything short, the copies made of a film."""

    FIRST = 1
    USUAL = 2
    LATER = 3
    LAST = 4


class Job(Base, Addressed):
    """One piece of work. ``attempt`` rises with each claim, and a result counts only for the attempt that claimed it.

    ``faults`` counts the attempts that broke or fell silent: waiting, and being put back in good order, are none.
    ``progress`` runs from 0 to 1. ``unique_key`` keeps a schedule from queueing the same work twice. ``fair_key`` tells
    whose work it is while it waits or runs, and ``turn`` in which round among the others it stands (`app.jobs.turns`).
    """

    __tablename__ = "job"
    __table_args__ = (
        sa.Index("ix_job_state_due", "state", "due_at"),
        sa.Index("ix_job_order", "state", "priority", "turn", "due_at", "id"),
        sa.Index("ix_job_owner", "fair_key", "state", "priority", "turn"),
    )

    name: Mapped[str] = mapped_column(sa.String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.WAITING)
    attempt: Mapped[int] = mapped_column(default=0)
    faults: Mapped[int] = mapped_column(default=0)
    progress: Mapped[float] = mapped_column(default=0.0)
    fair_key: Mapped[str | None] = mapped_column(sa.String(40))
    priority: Mapped[int] = mapped_column(sa.SmallInteger, default=Priority.USUAL)
    turn: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    """When the present attempt was claimed."""
    lease_until: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(sa.Text)
    unique_key: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]
