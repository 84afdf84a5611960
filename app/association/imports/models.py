"""Lists of members on their way in: what was read, what each line comes to, and who said yes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base, enum_column


class LineOutcome(enum.StrEnum):
    """What one line comes to."""

    ADD = "add"
    COMPLETE = "complete"
    SAME = "same"
    PROBLEM = "problem"


class MemberImport(Base, Addressed):
    """One file. Its lines hold personal data and are removed when it is cancelled, or after a while; the counts stay."""

    __tablename__ = "member_import"

    filename: Mapped[str] = mapped_column(sa.String(200))
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    ignored: Mapped[list[str]] = mapped_column(sa.JSON)
    adding: Mapped[int]
    completing: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]

    created_by: Mapped[Person] = relationship(foreign_keys=created_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)

    @property
    def total(self) -> int:
        """How many lines the file had."""
        return self.adding + self.completing + self.unchanged + self.refused

    @property
    def changing(self) -> int:
        """How many lines change anything."""
        return self.adding + self.completing

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody's yes or no."""
        return self.confirmed_at is None and self.cancelled_at is None and self.cleared_at is None

    def count(self, outcomes: Mapping[LineOutcome, int]) -> None:
        """Keep how many lines come to what."""
        self.adding = outcomes.get(LineOutcome.ADD, 0)
        self.completing = outcomes.get(LineOutcome.COMPLETE, 0)
        self.unchanged = outcomes.get(LineOutcome.SAME, 0)
        self.refused = outcomes.get(LineOutcome.PROBLEM, 0)


class MemberImportRow(Base):
    """One line as it was typed, and what it comes to. ``problems`` are pairs of a column's key and words."""

    __tablename__ = "member_import_row"
    __table_args__ = (sa.UniqueConstraint("import_id", "number"),)

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("member_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    cells: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    outcome: Mapped[LineOutcome] = mapped_column(enum_column(LineOutcome))
    words: Mapped[list[str]] = mapped_column(sa.JSON)
    problems: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    """The person it added, once confirmed."""
