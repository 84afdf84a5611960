"""Turns: who began something, and how it was received, marked along a film."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core.base import Addressed, Base, enum_column
from app.frameworks.parties import Party


class TurnKind(enum.StrEnum):
    """A bid, or the other's acknowledging of it."""

    INITIATIVE = "initiative"
    RECEPTION = "reception"


class Turn(Base, Addressed):
    """One turn at one frame of the review copy; ``end_ms`` where somebody marked how long it lasted."""

    __tablename__ = "turn"
    __table_args__ = (
        sa.CheckConstraint("0 <= start_ms AND (end_ms IS NULL OR start_ms < end_ms)", name="range"),
        sa.CheckConstraint("0 <= start_frame", name="frame"),
        sa.Index("ix_turn_clip_start", "clip_id", "start_ms"),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    party: Mapped[Party] = mapped_column(enum_column(Party))
    kind: Mapped[TurnKind] = mapped_column(enum_column(TurnKind))
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    start_frame: Mapped[int]

    clip: Mapped[Clip] = relationship()
