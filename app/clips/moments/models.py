"""Moments: seconds of a film chosen for their attunement, and what was seen in them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.cases.goals.models import Goal
from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base, enum_column
from app.core.time_range import TimeRange, lacks_start
from app.frameworks.models import Principle, PrincipleItem
from app.frameworks.parties import Party


class Moment(Base, Addressed):
    """A stretch of a film, exact to the frame of its review copy.

    ``start_frame`` is the first frame shown, ``end_frame`` the first one that is not shown any more (from 0);
    ``start_ms`` and ``end_ms`` are the times at which those two frames begin, the film's length after its last frame.
    """

    __tablename__ = "moment"
    __table_args__ = (
        sa.CheckConstraint("0 <= start_ms AND start_ms < end_ms", name="range"),
        sa.CheckConstraint("0 <= start_frame AND start_frame < end_frame", name="frames"),
        sa.Index("ix_moment_clip_start", "clip_id", "start_ms"),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    start_frame: Mapped[int]
    end_frame: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    anchor: Mapped[TimeRange] = composite("start_ms", "end_ms", return_none_on=lacks_start)
    clip: Mapped[Clip] = relationship()
    goal: Mapped[Goal | None] = relationship()
    tags: Mapped[list[MomentTag]] = relationship(order_by="MomentTag.id")


class MomentTag(Base):
    """Who did what in a moment, in the words of one version of the vocabulary; without an item the whole principle."""

    __tablename__ = "moment_tag"
    __table_args__ = (sa.UniqueConstraint("moment_id", "party", "principle_id", "item_id"),)

    moment_id: Mapped[int] = mapped_column(sa.ForeignKey("moment.id"))
    party: Mapped[Party] = mapped_column(enum_column(Party))
    principle_id: Mapped[int] = mapped_column(sa.ForeignKey("principle.id"))
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("principle_item.id"))

    principle: Mapped[Principle] = relationship()
    item: Mapped[PrincipleItem | None] = relationship()
