"""What is kept of the steps of a cycle beside their days."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Cycle
from app.core import clock
from app.core.base import Base, enum_column


class MarkKind(enum.StrEnum):
    """What stands beside a cycle and is never a condition of it."""

    MOMENTS_CHOSEN = "moments_chosen"
    FILM_EDITED = "film_edited"
    SUPERVISED = "supervised"

    @property
    def label(self) -> str:
        """The mark in words."""
        return _MARK_LABELS[self]

    @property
    def is_by_hand(self) -> bool:
        """Whether the trainee ticks it; that a cycle was supervised follows from a confirmed session."""
        return self is not MarkKind.SUPERVISED


_MARK_LABELS = {
    MarkKind.MOMENTS_CHOSEN: "Moments chosen",
    MarkKind.FILM_EDITED: "Film edited",
    MarkKind.SUPERVISED: "Supervised",
}


class FilmingNotes(Base):
    """What is kept of the filming beside its day: the kind of place, what they did, how long it ran, in minutes."""

    __tablename__ = "filming_notes"

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), unique=True)
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    is_remote: Mapped[bool] = mapped_column(default=False)
    activity: Mapped[str] = mapped_column(sa.String(120), default="")
    minutes: Mapped[int | None]

    cycle: Mapped[Cycle] = relationship()


class SharedReviewNotes(Base):
    """What is kept of the shared review beside its day: its length in minutes, how many moments, the client's own words."""

    __tablename__ = "shared_review_notes"

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), unique=True)
    minutes: Mapped[int | None]
    moments_shown: Mapped[int | None]
    client_words: Mapped[str] = mapped_column(sa.Text, default="")
    insight: Mapped[str] = mapped_column(sa.Text, default="")
    changed_goal: Mapped[str] = mapped_column(sa.Text, default="")

    cycle: Mapped[Cycle] = relationship()


class CycleMark(Base):
    """One of the marks beside a cycle, with the day it was reached."""

    __tablename__ = "cycle_mark"
    __table_args__ = (sa.UniqueConstraint("cycle_id", "kind"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"))
    kind: Mapped[MarkKind] = mapped_column(enum_column(MarkKind))
    reached_on: Mapped[date] = mapped_column(default=clock.today)
    marked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
