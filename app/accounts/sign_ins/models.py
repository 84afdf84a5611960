"""Where somebody is signed in: one row per browser, from signing in to signing out."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base

USER_AGENT_LIMIT = 200


class SignIn(Base, Addressed):
    """One browser in which somebody is signed in.

    The browser's cookie carries a random key; only its hash stands here, so that a copy of the database opens
    nothing. ``is_proven``: a second factor or a passkey was shown. ``films_opened_at``: when a family's film was
    first opened in it, which asks for a fresh proof. A row that ended is kept for whoever looks back.
    """

    __tablename__ = "sign_in"
    __table_args__ = (sa.Index("ix_sign_in_person_ended", "person_id", "ended_at"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    key_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(sa.String(USER_AGENT_LIMIT))
    is_proven: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    films_opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def runs_until(self, idle: timedelta, longest: timedelta) -> datetime:
        """When it ends by itself: after ``idle`` without a request, and ``longest`` after it began in any case."""
        return min(self.last_seen_at + idle, self.started_at + longest)
