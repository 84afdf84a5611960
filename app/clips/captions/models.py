"""What is said in a film, written under it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.clips.models import Clip
from app.core.base import Addressed, Base
from app.core.time_range import TimeRange, lacks_start

LONGEST_LINE = 500
"""Characters of one line: far more than anybody reads while it is shown."""


class Caption(Base, Addressed):
    """One line of text, from a time to a time.

    ``held_at`` is since when the line waits for its author to look at words in it that could tell who a family is; until
    then nobody else sees it.
    """

    __tablename__ = "caption"
    __table_args__ = (
        sa.CheckConstraint("0 <= start_ms AND start_ms < end_ms", name="range"),
        sa.Index("ix_caption_clip_start", "clip_id", "start_ms"),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    held_at: Mapped[datetime | None]

    anchor: Mapped[TimeRange] = composite("start_ms", "end_ms", return_none_on=lacks_start)
    clip: Mapped[Clip] = relationship()
