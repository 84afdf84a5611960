"""What people are told: a line under the bell, and a mail that carries no clinical word."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Addressed, Base


class Notification(Base, Addressed):
    """One thing a person is told, with the address of the page it is about."""

    __tablename__ = "notification"
    __table_args__ = (sa.Index("ix_notification_person_read", "person_id", "read_at"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(sa.String(200))
    path: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
