"""The lists of casework that the association edits: why families are referred, what trainees are asked to think about."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Addressed, Base, enum_column


class ChoiceList(enum.StrEnum):
    """The lists of casework that the association edits."""

    REFERRAL_REASON = "referral_reason"
    REFLECTION_PROMPT = "reflection_prompt"

    @property
    def label(self) -> str:
        """The list in words, as its page is headed."""
        return "Referral reason" if self is ChoiceList.REFERRAL_REASON else "Reflection prompt"


class CaseChoice(Base, Addressed):
    """One entry of a list of casework. Retired, nobody can choose it anew; what was chosen stays."""

    __tablename__ = "case_choice"
    __table_args__ = (sa.UniqueConstraint("list_name", "words"),)

    list_name: Mapped[ChoiceList] = mapped_column(enum_column(ChoiceList))
    words: Mapped[str] = mapped_column(sa.String(300))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        """What the entry is called: its words."""
        return self.words

    @property
    def kind(self) -> ChoiceList:
        """The list in which it stands."""
        return self.list_name

    def retire(self) -> None:
        """Offer it no more."""
        self.retired_at = self.retired_at or clock.now()

    def bring_back(self) -> None:
        """Offer it again."""
        self.retired_at = None
