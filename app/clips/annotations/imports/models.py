"""A file on its way in: what was read waits for a yes, and what came of it can be taken back as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base

KIND = "annotations from a file"
"""What the words of a file are called where something was pointed out in them."""


class AnnotationImport(Base, Addressed):
    """One file for one film. ``content`` is what was read of it, as `ReadFile` writes it, and is emptied with the yes.

    ``made`` holds the uuids of what came of it, by kind, and the lines of captions that gave way to it. The row goes with
    the film, and by itself after a while.
    """

    __tablename__ = "annotation_import"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    made: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody's yes or no."""
        return self.confirmed_at is None

    @property
    def count(self) -> int:
        """How many annotations came of it."""
        return sum(len(self.made.get(kind, ())) for kind in ("captions", "moments", "turns"))
