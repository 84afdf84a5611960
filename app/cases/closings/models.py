"""The end of the work with a client."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Client
from app.core import clock
from app.core.base import Addressed, Base


class CaseClosing(Base, Addressed):
    """The work with a client has come to its end; taken back, the case is open again."""

    __tablename__ = "case_closing"
    __table_args__ = (
        sa.Index(
            "uq_case_closing_current",
            "client_id",
            unique=True,
            sqlite_where=sa.text("reopened_at IS NULL"),
            postgresql_where=sa.text("reopened_at IS NULL"),
        ),
    )

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    closed_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    client: Mapped[Client] = relationship()
