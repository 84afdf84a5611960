"""The words in which attunement is described: versioned, edited by the association, never the copyright table itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.base import Addressed, Base

FIRST_ANSWER_WITHIN_MS = 5000
"""How long an initiative waits for its reception before it counts as not received, until the office says otherwise."""


class Vocabulary(Base, Addressed):
    """One version of the principles and their items. A draft until it is published; the latest published one is offered.

    What was tagged keeps the version it was tagged with, so a published version never changes. An initiative counts as
    received where the other's reception begins within ``answer_within_ms``.
    """

    __tablename__ = "vocabulary"
    __table_args__ = (sa.CheckConstraint("0 < answer_within_ms", name="answer_within"),)

    number: Mapped[int] = mapped_column(unique=True)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    answer_within_ms: Mapped[int] = mapped_column(default=FIRST_ANSWER_WITHIN_MS)

    principles: Mapped[list[Principle]] = relationship(order_by="Principle.position")


class Principle(Base, Addressed):
    """One principle, from the first rung of the ladder (``position`` 1) to the last; ``code`` is its short sign."""

    __tablename__ = "principle"
    __table_args__ = (
        sa.UniqueConstraint("vocabulary_id", "code"),
        sa.UniqueConstraint("vocabulary_id", "position"),
    )

    vocabulary_id: Mapped[int] = mapped_column(sa.ForeignKey("vocabulary.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(8))
    name: Mapped[str] = mapped_column(sa.String(120))

    items: Mapped[list[PrincipleItem]] = relationship(order_by="PrincipleItem.position")


class PrincipleItem(Base, Addressed):
    """Something to be seen or heard in which a principle shows itself.

    ``lineage`` stays the same from version to version, so that a rewording is told from something new.
    """

    __tablename__ = "principle_item"
    __table_args__ = (sa.UniqueConstraint("principle_id", "position"),)

    principle_id: Mapped[int] = mapped_column(sa.ForeignKey("principle.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(200))
    lineage: Mapped[UUID] = mapped_column(default=uuid4)

    principle: Mapped[Principle] = relationship(overlaps="items")
