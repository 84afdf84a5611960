"""Single frames of a film, drawn by the worker and sealed like the film."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base


class Still(Base, Addressed):
    """One frame of the review copy as a picture. Without a ``storage_key`` it has not been drawn yet.

    ``is_kept``: somebody took it as a snapshot; the others belong to moments and are drawn as those need them.
    """

    __tablename__ = "still"
    __table_args__ = (
        sa.UniqueConstraint("clip_id", "frame"),
        sa.CheckConstraint("0 <= frame AND 0 <= at_ms", name="place"),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    frame: Mapped[int]
    at_ms: Mapped[int]
    is_kept: Mapped[bool] = mapped_column(default=False)
    storage_key: Mapped[str | None] = mapped_column(sa.String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    clip: Mapped[Clip] = relationship()
