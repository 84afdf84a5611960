"""A family's word that reached the office or its organisation by the code on the slip."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Client, Purpose
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class CodeWithdrawal(Base, Addressed, AppendOnly):
    """Consents of a family ended by its code: what, when and by whose hand. Without ``purpose``, everything.

    It is the receipt, and shows of the case no more than the code that was known already.
    """

    __tablename__ = "code_withdrawal"

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"), index=True)
    purpose: Mapped[Purpose | None] = mapped_column(enum_column(Purpose))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    client: Mapped[Client] = relationship()
