"""Being in training: an enrolment on a pathway version, and the stages it has opened."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base, Fact
from app.pathways.models import PathwayVersion, Stage


class Enrolment(Base, Addressed):
    """One person's training under one pathway version, from registration on.

    ``course_completed_on`` is the last day of the Initial Training Course, the entry to everything.
    """

    __tablename__ = "enrolment"
    __table_args__ = (sa.UniqueConstraint("person_id", "version_id"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("pathway_version.id"), index=True)
    course_completed_on: Mapped[date | None]
    registered_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()
    version: Mapped[PathwayVersion] = relationship()


class StageOpening(Base, Fact):
    """The fact that a stage opened for a trainee; the latest one is the stage they are in."""

    __tablename__ = "stage_opening"
    __table_args__ = (sa.UniqueConstraint("enrolment_id", "stage_id"),)

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))

    enrolment: Mapped[Enrolment] = relationship()
    stage: Mapped[Stage] = relationship()
