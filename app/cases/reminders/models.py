"""How a trainee finds a lost client code again."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Client
from app.core import clock
from app.core.base import Base


class ClientReminder(Base):
    """The trainee's own way back to a client code: a hint, sealed, for nobody else's eyes."""

    __tablename__ = "client_reminder"

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"), unique=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    client: Mapped[Client] = relationship()
