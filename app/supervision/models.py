"""Supervision sessions as they were held, and the other person's word that they were."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.cases.models import Cycle
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, Fact, enum_column
from app.trainees.models import Enrolment

session_cycle = sa.Table(
    "session_cycle",
    Base.metadata,
    sa.Column("session_id", sa.ForeignKey("supervision_session.id"), primary_key=True),
    sa.Column("cycle_id", sa.ForeignKey("cycle.id"), primary_key=True),
)


class Mode(enum.StrEnum):
    """How the two met."""

    IN_PERSON = "in_person"
    VIDEO_CALL = "video_call"


class SupervisionSession(Base, Addressed):
    """One session of a trainee with their supervisor, recorded by one of them after it happened."""

    __tablename__ = "supervision_session"
    __table_args__ = (sa.CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_a_day"),)

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    supervisor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    mode: Mapped[Mode] = mapped_column(enum_column(Mode))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    enrolment: Mapped[Enrolment] = relationship()
    supervisor: Mapped[Person] = relationship(foreign_keys=supervisor_id)
    recorded_by: Mapped[Person] = relationship(foreign_keys=recorded_by_id)
    cycles: Mapped[list[Cycle]] = relationship(secondary=session_cycle, order_by=Cycle.id)


class SessionRefusal(Base, AppendOnly):
    """The other person says the record is not right, and why. The session never counts; a new one is recorded."""

    __tablename__ = "session_refusal"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_session.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    refused_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    refused_at: Mapped[datetime] = mapped_column(default=clock.now)


class ConfirmedSession(Base, Fact):
    """Minutes that count: both people stand behind the session. ``effective_on`` is the day it was held."""

    __tablename__ = "confirmed_session"
    __table_args__ = (sa.Index("ix_confirmed_session_enrolment_stage", "enrolment_id", "stage_id"),)

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_session.id"), unique=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"))
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    minutes: Mapped[int]
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
