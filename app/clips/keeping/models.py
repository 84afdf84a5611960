"""How long a film stays: what puts its erasure off within the consent, and what was decided when its case was closed."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.closings.models import CaseClosing
from app.cases.models import Purpose
from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class FilmOutcome(enum.StrEnum):
    """What becomes of a film when its case is closed."""

    ERASE = "erase"
    RETURN = "return"
    KEEP = "keep"


class KeepingExtension(Base, Addressed, AppendOnly):
    """A film is kept longer than the rule says, never longer than a consent allows. The latest one holds."""

    __tablename__ = "keeping_extension"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))


class FilmDecision(Base, AppendOnly):
    """What was decided for one film when its case was closed."""

    __tablename__ = "film_decision"
    __table_args__ = (sa.UniqueConstraint("closing_id", "clip_id"),)

    closing_id: Mapped[int] = mapped_column(sa.ForeignKey("case_closing.id"))
    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    outcome: Mapped[FilmOutcome] = mapped_column(enum_column(FilmOutcome))
    purpose: Mapped[Purpose | None] = mapped_column(enum_column(Purpose))
    until_on: Mapped[date | None]

    closing: Mapped[CaseClosing] = relationship()
    clip: Mapped[Clip] = relationship()
