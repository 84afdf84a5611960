"""What somebody had done before the portal arrived, and their supervisor's word that it is so."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, Fact
from app.pathways.models import Stage
from app.trainees.models import Enrolment


class BroughtForward(Base, Addressed, Fact):
    """A position as the office recorded it: everything done up to and including ``effective_on``.

    ``cycles``, ``clients`` and ``minutes`` are the whole; the ones beginning with ``stage_`` are the part that was done in
    ``stage``, the stage it stands in. Nothing of it counts before a `BroughtForwardConfirmation`. A correction is a
    new row, which counts instead once it is confirmed.
    """

    __tablename__ = "brought_forward"
    __table_args__ = (
        sa.CheckConstraint("stage_cycles BETWEEN 0 AND cycles", name="cycles_of_stage"),
        sa.CheckConstraint("stage_clients BETWEEN 0 AND clients", name="clients_of_stage"),
        sa.CheckConstraint("stage_minutes BETWEEN 0 AND minutes", name="minutes_of_stage"),
        sa.CheckConstraint("clients <= cycles", name="clients_by_cycles"),
    )

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    cycles: Mapped[int]
    clients: Mapped[int]
    minutes: Mapped[int]
    stage_cycles: Mapped[int]
    stage_clients: Mapped[int]
    stage_minutes: Mapped[int]
    evidence: Mapped[str] = mapped_column(sa.Text)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    enrolment: Mapped[Enrolment] = relationship()
    stage: Mapped[Stage] = relationship()
    recorded_by: Mapped[Person] = relationship(foreign_keys=recorded_by_id)

    @property
    def covers_until(self) -> date:
        """The last day it speaks of; what came later is recorded in the portal."""
        return self.effective_on


class BroughtForwardConfirmation(Base, Fact):
    """The supervisor stands behind a position: from now on it counts."""

    __tablename__ = "brought_forward_confirmation"

    position_id: Mapped[int] = mapped_column(sa.ForeignKey("brought_forward.id"), unique=True)
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    confirmed_by: Mapped[Person] = relationship()


class BroughtForwardRefusal(Base, AppendOnly):
    """The supervisor says what is not right. The position never counts; the office records a corrected one."""

    __tablename__ = "brought_forward_refusal"

    position_id: Mapped[int] = mapped_column(sa.ForeignKey("brought_forward.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    refused_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    refused_at: Mapped[datetime] = mapped_column(default=clock.now)

    refused_by: Mapped[Person] = relationship()
