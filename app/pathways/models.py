"""The career pathway as data: versions, stages, requirements. No number of the field is a constant in code."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.base import Addressed, Base, enum_column


class Measure(enum.StrEnum):
    """What a requirement counts."""

    CYCLES = "cycles"
    CLIENTS = "clients"
    SUPERVISION_MINUTES = "supervision_minutes"


class ReviewKind(enum.StrEnum):
    """The meeting that closes a stage. Only an accreditation may also end the pathway."""

    MIDPOINT = "midpoint"
    TRANSITION = "transition"
    ACCREDITATION = "accreditation"


class Pathway(Base, Addressed):
    """A published route to a role, such as the practitioner route; trainees enrol on one of its versions."""

    __tablename__ = "pathway"

    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str] = mapped_column(sa.Text)
    is_default: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list[PathwayVersion]] = relationship(order_by="PathwayVersion.number")


class PathwayVersion(Base, Addressed):
    """One dated wording of a pathway. A trainee stays on the version they registered under."""

    __tablename__ = "pathway_version"
    __table_args__ = (sa.UniqueConstraint("pathway_id", "number"),)

    pathway_id: Mapped[int] = mapped_column(sa.ForeignKey("pathway.id"))
    number: Mapped[int]
    published_on: Mapped[date]

    pathway: Mapped[Pathway] = relationship(overlaps="versions")
    stages: Mapped[list[Stage]] = relationship(order_by="Stage.position")
    requirements: Mapped[list[Requirement]] = relationship(order_by="Requirement.id")


class Stage(Base, Addressed):
    """A stretch of supervised practice, closed by a review with a supervisor other than the trainee's own."""

    __tablename__ = "stage"
    __table_args__ = (sa.UniqueConstraint("version_id", "position"),)

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("pathway_version.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    review_kind: Mapped[ReviewKind] = mapped_column(enum_column(ReviewKind))
    review_name: Mapped[str] = mapped_column(sa.String(120))
    review_guidance: Mapped[str] = mapped_column(sa.Text, default="")

    version: Mapped[PathwayVersion] = relationship(overlaps="stages")


class Requirement(Base):
    """A minimum of one measure, for one stage or, without a stage, for the pathway as a whole.

    ``minimum`` is in cycles, clients or minutes. ``is_guide`` marks a figure that says what is normal rather than a
    strict minimum. Progress against it supports a judgement and never makes one.
    """

    __tablename__ = "requirement"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "stage_id", "measure"),
        sa.CheckConstraint("minimum > 0", name="minimum_positive"),
    )

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("pathway_version.id"))
    stage_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stage.id"))
    measure: Mapped[Measure] = mapped_column(enum_column(Measure))
    minimum: Mapped[int]
    is_guide: Mapped[bool] = mapped_column(default=False)

    stage: Mapped[Stage | None] = relationship()
