"""What people are told: a line under the bell, and a mail that carries no clinical word."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Addressed, Base, enum_column


class NewsKind(enum.StrEnum):
    """What news is about. Each stands under the bell; whether it is a letter too, people choose, except for their account."""

    FEEDBACK = "feedback"
    SESSIONS = "sessions"
    REVIEWS = "reviews"
    CONSENTS = "consents"
    PEOPLE = "people"
    ACCOUNT = "account"

    @property
    def label(self) -> str:
        """The kind in words, as people choose it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    NewsKind.FEEDBACK: "Requests to look at a film, feedback and answers",
    NewsKind.SESSIONS: "Sessions, cycles and earlier work to confirm, and what was confirmed",
    NewsKind.REVIEWS: "Stage reviews, decisions and awards",
    NewsKind.CONSENTS: "Families’ consents: one that ended, or that ends soon",
    NewsKind.PEOPLE: "Who works with whom and where: a new trainee, a new supervisor, an approval that ends",
    NewsKind.ACCOUNT: "Your account and its safety, and films that go soon",
}

CHOOSABLE = tuple(kind for kind in NewsKind if kind is not NewsKind.ACCOUNT)
"""What people may do without as letters."""


class Notification(Base, Addressed):
    """One thing a person is told, with the address of the page it is about."""

    __tablename__ = "notification"
    __table_args__ = (sa.Index("ix_notification_person_read", "person_id", "read_at"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(sa.String(200))
    path: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]


class LetterRefusal(Base):
    """Somebody wants no letters of one kind. The line under their bell stays."""

    __tablename__ = "letter_refusal"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "kind"),
        sa.CheckConstraint("kind != 'account'", name="account_always"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[NewsKind] = mapped_column(enum_column(NewsKind))
    refused_at: Mapped[datetime] = mapped_column(default=clock.now)
