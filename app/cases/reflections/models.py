"""What a trainee thinks about a cycle."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.choices.models import CaseChoice
from app.cases.models import Cycle
from app.core import clock
from app.core.base import Addressed, Base


class Reflection(Base, Addressed):
    """The trainee's own thoughts on a cycle under one prompt; the supervisor reads them once they are shared."""

    __tablename__ = "reflection"
    __table_args__ = (sa.UniqueConstraint("cycle_id", "prompt_id"),)

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"))
    prompt_id: Mapped[int] = mapped_column(sa.ForeignKey("case_choice.id"))
    body: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    shared_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    prompt: Mapped[CaseChoice] = relationship()
