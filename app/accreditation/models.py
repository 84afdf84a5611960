"""Stage reviews, the decisions that close them, and the award at the end."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.allocations.models import Allocation
from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base, Fact, enum_column
from app.pathways.models import Stage
from app.trainees.models import Enrolment


class Outcome(enum.StrEnum):
    """What a reviewer decides: there is no failing, only not yet."""

    MET = "met"
    NOT_YET = "not_yet"


review_clip = sa.Table(
    "review_clip",
    Base.metadata,
    sa.Column("review_id", sa.ForeignKey("stage_review.id"), primary_key=True),
    sa.Column("clip_id", sa.ForeignKey("clip.id"), primary_key=True),
)


class StageReview(Base, Addressed):
    """A trainee asks for the review that closes their stage. At most one is open at a time.

    ``open_key`` repeats the enrolment while the review waits for a decision and is empty afterwards: a unique column,
    so that two tabs cannot ask twice.
    """

    __tablename__ = "stage_review"

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    open_key: Mapped[int | None] = mapped_column(unique=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    includes_feedback: Mapped[bool] = mapped_column(default=False)
    requested_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    withdrawn_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()
    stage: Mapped[Stage] = relationship()
    clips: Mapped[list[Clip]] = relationship(secondary=review_clip, order_by=Clip.id)


class Appointment(Base):
    """The supervisor given this review. Never the trainee's own; a new one replaces an earlier one."""

    __tablename__ = "appointment"
    __table_args__ = (
        sa.Index(
            "uq_appointment_current",
            "review_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("stage_review.id"))
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    allocation_id: Mapped[int] = mapped_column(sa.ForeignKey("allocation.id"))
    appointed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    appointed_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    review: Mapped[StageReview] = relationship()
    reviewer: Mapped[Person] = relationship(foreign_keys=reviewer_id)
    allocation: Mapped[Allocation] = relationship()


class StageDecision(Base, Fact):
    """What the reviewer decided, in words, with the counts as they stood at that moment."""

    __tablename__ = "stage_decision"

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("stage_review.id"), unique=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    stage_id: Mapped[int] = mapped_column(sa.ForeignKey("stage.id"))
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    words: Mapped[str] = mapped_column(sa.Text)
    counts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    review: Mapped[StageReview] = relationship()
    stage: Mapped[Stage] = relationship()
    decided_by: Mapped[Person] = relationship(foreign_keys=decided_by_id)


class AccreditationNumber(Base):
    """A number that was given out: the key of this row, which no database gives twice. Gaps are fine, repeats never."""

    __tablename__ = "accreditation_number"

    drawn_at: Mapped[datetime] = mapped_column(default=clock.now)


class Award(Base, Addressed, Fact):
    """Somebody became an accredited practitioner. ``number`` stands in the register and on the certificate.

    An award from before the portal was taken over with its number as it is: it rests on no training and no decision here.
    """

    __tablename__ = "award"
    __table_args__ = (
        sa.CheckConstraint(
            "(enrolment_id IS NULL) = (decision_id IS NULL)", name="decided_in_training"
        ),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enrolment.id"), unique=True)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stage_decision.id"), unique=True)
    number: Mapped[str] = mapped_column(sa.String(60), unique=True)

    person: Mapped[Person] = relationship()
    enrolment: Mapped[Enrolment | None] = relationship()
    decision: Mapped[StageDecision | None] = relationship()

    @property
    def was_taken_over(self) -> bool:
        """Whether it was made before the portal."""
        return self.decision_id is None
