"""That a trainee was told of a day on which somebody's consent ends, so that it is told once."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import AppendOnly, Base, enum_column


class ReminderOccasion(enum.StrEnum):
    """Why a consent ends on a day: its last day comes, or the person speaks for themselves from it on."""

    EXPIRES = "expires"
    COMES_OF_AGE = "comes_of_age"


class ConsentReminder(Base, AppendOnly):
    """A trainee was told of one person's day."""

    __tablename__ = "consent_reminder"
    __table_args__ = (sa.UniqueConstraint("filmed_person_id", "occasion", "due_on"),)

    filmed_person_id: Mapped[int] = mapped_column(sa.ForeignKey("filmed_person.id"))
    occasion: Mapped[ReminderOccasion] = mapped_column(enum_column(ReminderOccasion))
    due_on: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
