"""What outlives a film: the record that it was erased, and which reminders were sent before."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.models import FilmKind
from app.clips.models import ErasureReason
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class DeletionRecord(Base, Addressed, AppendOnly):
    """That a film was erased: what it was, when, why, and the SHA-256 of the bytes that were sent.

    The same stands outside the database, so that a restored backup cannot bring the film back.
    """

    __tablename__ = "deletion_record"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    clip_uuid: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[FilmKind] = mapped_column(enum_column(FilmKind))
    reason: Mapped[ErasureReason] = mapped_column(enum_column(ErasureReason))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    erased_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class KeepingReminder(Base, AppendOnly):
    """A trainee was told that a film goes in so many days."""

    __tablename__ = "keeping_reminder"
    __table_args__ = (sa.UniqueConstraint("clip_id", "due_on", "days_before"),)

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    due_on: Mapped[date]
    days_before: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
