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


class Job(Base, Addressed):
    """One piece of work. ``attempt`` rises with each claim, and a result counts only for the attempt that claimed it.

    ``progress`` runs from 0 to 1. ``unique_key`` keeps a schedule from queueing the same work twice.
    """

    __tablename__ = "job"
    __table_args__ = (sa.Index("ix_job_state_due", "state", "due_at"),)

    name: Mapped[str] = mapped_column(sa.String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.WAITING)
    attempt: Mapped[int] = mapped_column(default=0)
    progress: Mapped[float] = mapped_column(default=0.0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    lease_until: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(sa.Text)
    unique_key: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]
