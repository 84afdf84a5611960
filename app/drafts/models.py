"""What somebody typed and has not sent: kept until they do."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Base


class Draft(Base):
    """The unsent text of one field of one page, for one person's eyes only."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("person_id", "key"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
