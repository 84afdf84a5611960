"""A family asks, through its service or the association, what is kept about it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.cases.models import Client
from app.core import clock
from app.core.base import Addressed, Base


class SubjectAccessRequest(Base, Addressed):
    """One request by client code. ``due_on`` is a month after ``asked_on``, as the law has it."""

    __tablename__ = "subject_access_request"

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"), index=True)
    asked_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    client: Mapped[Client] = relationship()
    raised_by: Mapped[Person] = relationship(foreign_keys=raised_by_id)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=answered_by_id)

    def answer(self, by_id: int) -> None:
        """What is kept was taken out for the family; the first time counts."""
        if self.answered_at is None:
            self.answered_at, self.answered_by_id = clock.now(), by_id
