"""How long a film stays: what stops its erasure, what puts it off within the consent, what was decided, what was ordered."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.cases.closings.models import CaseClosing
from app.cases.models import Purpose
from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class HoldKind(enum.StrEnum):
    """Why erasure waits."""

    REASON = "reason"
    SAFEGUARDING = "safeguarding"


class ErasureReason(enum.StrEnum):
    """Why a film goes."""

    WRONG_FILM = "wrong_film"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_ENDED = "consent_ended"
    RULE = "rule"
    CASE_CLOSED = "case_closed"
    RETURNED = "returned"
    PERSON_LEFT = "person_left"


class FilmOutcome(enum.StrEnum):
    """What becomes of a film when its case is closed."""

    ERASE = "erase"
    RETURN = "return"
    KEEP = "keep"


class Hold(Base, Addressed):
    """While it stands the film is not erased, also after a withdrawal.

    ``until_on`` is the end of a hold with a reason, and the day on which a safeguarding hold is looked at again; a
    safeguarding hold ends by a person's hand alone, holds no details, and hides the film from all but its `HoldReader`s.
    """

    __tablename__ = "hold"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    kind: Mapped[HoldKind] = mapped_column(enum_column(HoldKind))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    until_on: Mapped[date]
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)
    placed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    clip: Mapped[Clip] = relationship()
    placed_by: Mapped[Person] = relationship(foreign_keys=placed_by_id)


class HoldReader(Base):
    """Somebody named in a safeguarding hold: they still see the film where consent or the law lets them."""

    __tablename__ = "hold_reader"
    __table_args__ = (sa.UniqueConstraint("hold_id", "person_id"),)

    hold_id: Mapped[int] = mapped_column(sa.ForeignKey("hold.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))


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


class ErasureOrder(Base, AppendOnly):
    """From this moment nobody sees the film; the worker erases it. ``ordered_by_id`` is empty where a rule did it."""

    __tablename__ = "erasure_order"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    reason: Mapped[ErasureReason] = mapped_column(enum_column(ErasureReason))
    ordered_at: Mapped[datetime] = mapped_column(default=clock.now)
    ordered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    clip: Mapped[Clip] = relationship()
