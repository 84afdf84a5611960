"""Watching a film: every byte of it is asked for under a viewing."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base


class Viewing(Base, Addressed):
    """One person opening one film once. Its owner can see who watched."""

    __tablename__ = "viewing"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)

    clip: Mapped[Clip] = relationship()
