"""What became of a film on the device it came from, as its owner says."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core import clock
from app.core.base import Base, enum_column


class CopyAnswer(enum.StrEnum):
    """What the owner says of the file on their phone or camera, and in its cloud."""

    DELETED = "deleted"
    LATER = "later"
    KEPT = "kept"

    @property
    def label(self) -> str:
        """The answer as it stands on a button."""
        return _LABELS[self]


_LABELS = {
    CopyAnswer.DELETED: "Deleted",
    CopyAnswer.LATER: "I will do it later",
    CopyAnswer.KEPT: "My service keeps it on purpose",
}


class DeviceCopyAnswer(Base):
    """One answer of the owner's; the latest holds. It goes with the film."""

    __tablename__ = "device_copy_answer"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    answer: Mapped[CopyAnswer] = mapped_column(enum_column(CopyAnswer))
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)

    clip: Mapped[Clip] = relationship()
