"""What was pointed out in people's words, and whether it stayed. Never the words themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column
from app.wording.identifying_words import Category
from app.wording.masks import LONGEST_MASK
from app.wording.reasons import Reason

LONGEST_KIND = 40
LONGEST_BECAUSE = 200
LONGEST_PATH = 200


class KeptWords(Base, Addressed):
    """Something that looks identifying and stayed in a text, with its author's reason.

    ``kind`` is what the text is, such as "reply"; ``path`` the page where its author finds it and ``subject_id`` the last
    uuid in that address. ``excerpt`` is masked, and emptied when the text goes; the count stays.
    """

    __tablename__ = "kept_words"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    category: Mapped[Category] = mapped_column(enum_column(Category))
    kind: Mapped[str] = mapped_column(sa.String(LONGEST_KIND))
    reason: Mapped[Reason] = mapped_column(enum_column(Reason))
    because: Mapped[str] = mapped_column(sa.String(LONGEST_BECAUSE), default="")
    excerpt: Mapped[str] = mapped_column(sa.String(LONGEST_MASK))
    path: Mapped[str] = mapped_column(sa.String(LONGEST_PATH))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    kept_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    person: Mapped[Person] = relationship()


class RewordedWords(Base, AppendOnly):
    """Something a form came back for and that was gone when it was sent again: whose it was is nobody's concern."""

    __tablename__ = "reworded_words"

    category: Mapped[Category] = mapped_column(enum_column(Category))
    kind: Mapped[str] = mapped_column(sa.String(LONGEST_KIND))
    reworded_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
