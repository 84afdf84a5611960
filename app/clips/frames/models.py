"""When each frame of a film is shown."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.base import Base


class FrameTimes(Base):
    """The frame index of a review copy: ``count`` frames, ``packed`` as `FrameIndex` packs them. It tells nothing of
    what they show, and goes with the film."""

    __tablename__ = "frame_times"
    __table_args__ = (sa.CheckConstraint("0 < count", name="count_positive"),)

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    count: Mapped[int]
    packed: Mapped[bytes] = mapped_column(sa.LargeBinary)
