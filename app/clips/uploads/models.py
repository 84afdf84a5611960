"""A film on its way to the portal, by the tus protocol."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base


class Upload(Base, Addressed):
    """One tus upload. How much has arrived is not kept here but read from the sealed bytes themselves."""

    __tablename__ = "upload"
    __table_args__ = (sa.CheckConstraint("length > 0", name="length_positive"),)

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), unique=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    length: Mapped[int] = mapped_column(sa.BigInteger)
    fingerprint: Mapped[str] = mapped_column(sa.String(200))
    storage_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship()
