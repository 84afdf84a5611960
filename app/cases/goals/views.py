"""A goal as this person may see it: its words only while the family's consent opens them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.cases.goals.chart import Chart, Mark, draw_goal
from app.cases.goals.models import Goal, GoalRating, GoalScale
from app.cases.goals.occasions import Moment
from app.cases.goals.scales import Scale
from app.cases.models import Cycle


class WordsState(enum.StrEnum):
    """Whether the words of a goal are here to be read."""

    OPEN = "open"
    CLOSED = "closed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating; ``words`` are empty where nobody wrote any or they are not open."""

    rating: GoalRating
    moment: Moment
    words: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal with its ratings in the order of the work."""

    goal: Goal
    state: WordsState
    question: str
    would_know: str
    ratings: Sequence[RatingView]

    @property
    def scale(self) -> Scale:
        """The scale this goal was set on."""
        return read_scale(self.goal.scale)

    @property
    def chart(self) -> Chart:
        """The ratings as a line."""
        return draw_goal([Mark(r.moment, r.rating.value) for r in self.ratings], self.scale)

    @property
    def latest(self) -> RatingView | None:
        """The rating furthest along the way."""
        return self.ratings[-1] if self.ratings else None

    @property
    def has_words(self) -> bool:
        """Whether somebody's own words stand beside one of the ratings."""
        return any(view.words for view in self.ratings)

    def find_rating(self, cycle: Cycle) -> RatingView | None:
        """The rating of this cycle."""
        return next((r for r in self.ratings if r.rating.cycle_id == cycle.id), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """An occasion that can still be rated, with the uuid of its cycle where it is one."""

    moment: Moment
    cycle_uuid: UUID | None = None

    @property
    def value(self) -> str:
        """The choice as a form sends it."""
        return str(self.cycle_uuid or self.moment.occasion)


def read_scale(row: GoalScale) -> Scale:
    """The scale that a row keeps."""
    return Scale(row.low, row.high, row.low_words, row.high_words)


def show_goal(
    goal: Goal, ratings: Sequence[tuple[GoalRating, int | None]], *, is_open: bool
) -> GoalView:
    """A goal with its ratings, each with the number of its cycle, as somebody sees it to whom its words are open or not."""
    views = [
        RatingView(rating, Moment(rating.occasion, number), rating.words if is_open else "")
        for rating, number in ratings
    ]
    state = WordsState.OPEN if is_open else WordsState.CLOSED
    return GoalView(
        goal=goal,
        state=state if goal.question else WordsState.REMOVED,
        question=goal.question if is_open else "",
        would_know=goal.would_know if is_open else "",
        ratings=sorted(views, key=lambda view: view.moment.place),
    )
