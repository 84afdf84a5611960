"""Samples of what people kept in their texts, drawn by the office and judged one by one."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column
from app.wording.identifying_words import Category
from app.wording.models import KeptWords


class Verdict(enum.StrEnum):
    """What the office says of one thing that was kept. It is said once."""

    FINE = "fine"
    REWORD = "reword"


class WordsSample(Base, Addressed, AppendOnly):
    """One drawing: when, by whom, and of what; without a category, of everything."""

    __tablename__ = "words_sample"

    category: Mapped[Category | None] = mapped_column(enum_column(Category))
    drawn_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    drawn_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    drawn_by: Mapped[Person] = relationship()


class SampledWords(Base, Addressed):
    """One thing in a sample, at its ``place``; nothing is drawn twice."""

    __tablename__ = "sampled_words"
    __table_args__ = (sa.UniqueConstraint("sample_id", "place"),)

    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("words_sample.id"))
    kept_id: Mapped[int] = mapped_column(sa.ForeignKey("kept_words.id"), unique=True)
    place: Mapped[int]
    verdict: Mapped[Verdict | None] = mapped_column(enum_column(Verdict))
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    sample: Mapped[WordsSample] = relationship()
    kept: Mapped[KeptWords] = relationship()
    judged_by: Mapped[Person | None] = relationship()

    def judge(self, verdict: Verdict, person_id: int | None) -> None:
        """Keep what the office says, and who says it."""
        self.verdict, self.judged_by_id, self.judged_at = verdict, person_id, clock.now()
