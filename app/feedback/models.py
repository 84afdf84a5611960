"""Words tied to a moment of a film: what a trainee asks and notices, what a supervisor answers."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import Person
from app.clips.models import Clip
from app.core import clock
from app.core.base import Addressed, Base, enum_column
from app.core.time_range import TimeRange, lacks_start


class CommentKind(enum.StrEnum):
    """What a comment is, in the order it is read: strengths first."""

    STRENGTH = "strength"
    QUESTION = "question"
    WORKING_POINT = "working_point"


class FeedbackRequest(Base, Addressed):
    """A trainee asks their supervisor to look at stretches of a film, with the question they bring."""

    __tablename__ = "feedback_request"

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"), index=True)
    question: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    answered_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship()
    stretches: Mapped[list[Stretch]] = relationship(order_by="Stretch.start_ms")


class Stretch(Base):
    """One stretch the trainee chose, with what they noticed there themselves."""

    __tablename__ = "stretch"
    __table_args__ = (sa.CheckConstraint("0 <= start_ms AND start_ms < end_ms", name="range"),)

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_request.id"), index=True)
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    noticing: Mapped[str] = mapped_column(sa.Text)

    anchor: Mapped[TimeRange] = composite("start_ms", "end_ms", return_none_on=lacks_start)


class Comment(Base, Addressed):
    """Feedback at a point or a range of a film. A draft until it is released together with the others."""

    __tablename__ = "comment"
    __table_args__ = (
        sa.CheckConstraint("0 <= start_ms AND (end_ms IS NULL OR start_ms < end_ms)", name="range"),
        sa.Index("ix_comment_clip_released", "clip_id", "released_at"),
    )

    clip_id: Mapped[int] = mapped_column(sa.ForeignKey("clip.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[CommentKind] = mapped_column(enum_column(CommentKind))
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    body: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    released_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    anchor: Mapped[TimeRange] = composite("start_ms", "end_ms", return_none_on=lacks_start)
    clip: Mapped[Clip] = relationship()
    author: Mapped[Person] = relationship()
    replies: Mapped[list[Reply]] = relationship(order_by="Reply.id")


class Reply(Base, Addressed):
    """An answer to a released comment, by the trainee or the supervisor."""

    __tablename__ = "reply"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Person] = relationship()
