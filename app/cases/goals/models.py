"""What a client hopes for, and where they place themselves on the way."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Client
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class Occasion(enum.StrEnum):
    """When a goal is rated."""

    BASELINE = "baseline"
    CYCLE = "cycle"
    FINAL = "final"
    FOLLOW_UP = "follow_up"


class GoalScale(Base, AppendOnly):
    """The scale on which new goals are rated, with words for its two ends. The latest one holds."""

    __tablename__ = "goal_scale"
    __table_args__ = (sa.CheckConstraint("0 <= low AND low < high AND high <= 10", name="range"),)

    low: Mapped[int]
    high: Mapped[int]
    low_words: Mapped[str] = mapped_column(sa.String(120))
    high_words: Mapped[str] = mapped_column(sa.String(120))
    chosen_at: Mapped[datetime] = mapped_column(default=clock.now)
    chosen_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class Goal(Base, Addressed):
    """What a client hopes for, worded as their helping question, with how they would know. It keeps its own scale."""

    __tablename__ = "goal"
    __table_args__ = (sa.UniqueConstraint("client_id", "number"),)

    client_id: Mapped[int] = mapped_column(sa.ForeignKey("client.id"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(sa.Text)
    would_know: Mapped[str] = mapped_column(sa.Text, default="")
    scale_id: Mapped[int] = mapped_column(sa.ForeignKey("goal_scale.id"))
    set_on: Mapped[date]
    ended_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    client: Mapped[Client] = relationship()
    scale: Mapped[GoalScale] = relationship()


class GoalRating(Base, Addressed):
    """Where the client places themselves on the goal's scale on one occasion, in their own words."""

    __tablename__ = "goal_rating"
    __table_args__ = (
        sa.Index(
            "uq_goal_rating_once",
            "goal_id",
            "occasion",
            unique=True,
            sqlite_where=sa.text("cycle_id IS NULL"),
            postgresql_where=sa.text("cycle_id IS NULL"),
        ),
        sa.UniqueConstraint("goal_id", "cycle_id"),
    )

    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id"))
    occasion: Mapped[Occasion] = mapped_column(enum_column(Occasion))
    cycle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cycle.id"))
    value: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    rated_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    goal: Mapped[Goal] = relationship()
