"""A person leaves: asked for, begun by the office, finished after a time in which it can be taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base

WAITING = timedelta(days=30)
"""How long the account can be opened again after it was closed; then its person becomes nameless."""


class Leaving(Base, Addressed):
    """One person's way out. ``takes_name``: an accredited person's name leaves the register, too.

    ``withdrawn_at``: they stay after all, said before anybody closed the account. ``reopened_at``: the office opened it
    again. ``finished_at``: nothing is left but a nameless row.
    """

    __tablename__ = "leaving"
    __table_args__ = (
        sa.Index(
            "uq_leaving_current",
            "person_id",
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL AND reopened_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL AND reopened_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    takes_name: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)

    @property
    def finishes_on(self) -> date | None:
        """The day on which the person becomes nameless; None while nobody has closed the account."""
        return None if self.closed_at is None else clock.day_of(self.closed_at + WAITING)

    def close(self, by_id: int | None) -> None:
        """The office closed the account: from now on the time runs."""
        self.closed_at, self.closed_by_id = clock.now(), by_id
