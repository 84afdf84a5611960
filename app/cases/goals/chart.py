"""A goal's ratings as a small line: where each point stands, and what is written beside it. Pure.

Across, positions are shares of the width in per cent, so that one drawing fits every screen; down, they are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.cases.goals.models import Occasion
from app.cases.goals.occasions import Moment
from app.cases.goals.scales import Scale

FIRST_X, LAST_X = 10.0, 90.0
TOP_Y, BOTTOM_Y = 26.0, 118.0
HEIGHT = 168
MOST_NAMED = 8
"""How many points can carry words on a telephone before the words touch."""
APART = 2.0
"""How much further along the follow-up stands than the next point would: half a year, not a meeting."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One rating of a goal: when in the work, and which mark of the scale."""

    moment: Moment
    value: int


@dataclass(frozen=True, slots=True)
class Point:
    """A mark in the drawing. ``is_named``: value and occasion are written beside it."""

    mark: Mark
    x: float
    y: float
    is_named: bool
    label_below: bool

    @property
    def is_apart(self) -> bool:
        """Whether it is the follow-up, which stands for itself."""
        return self.mark.moment.occasion is Occasion.FOLLOW_UP

    @property
    def label_y(self) -> float:
        """Where the baseline of its value stands."""
        return self.y + (22 if self.label_below else -11)


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of one goal and what it says in words."""

    scale: Scale
    points: Sequence[Point]

    height = HEIGHT
    top, bottom = TOP_Y, BOTTOM_Y

    @property
    def strokes(self) -> Iterator[tuple[Point, Point]]:
        """The lines between neighbours."""
        return pairwise(self.points)

    @property
    def sentence(self) -> str:
        """Every point in words, for whoever does not see the drawing."""
        said = [f"{point.mark.moment.label.lower()} {point.mark.value}" for point in self.points]
        scale = f"on a scale from {self.scale.low} to {self.scale.high}"
        return f"Rated {scale}: {', '.join(said)}" if said else f"Not rated yet, {scale}"


def draw_goal(marks: Sequence[Mark], scale: Scale) -> Chart:
    """Lay the marks out in the order of the work; those off the scale stand on its nearest end."""
    in_order = sorted(marks, key=lambda mark: mark.moment.place)
    across = _spread(in_order)
    down = [_place(mark.value, scale) for mark in in_order]
    named = _choose_named(len(in_order))
    return Chart(
        scale,
        [
            Point(mark, across[at], down[at], at in named, _has_room_below(down, at))
            for at, mark in enumerate(in_order)
        ],
    )


def _spread(marks: Sequence[Mark]) -> Sequence[float]:
    steps = [0.0]
    for mark in marks[1:]:
        is_apart = mark.moment.occasion is Occasion.FOLLOW_UP
        steps.append(steps[-1] + (APART if is_apart else 1.0))
    unit = (LAST_X - FIRST_X) / max(steps[-1], 3.0)  # two points are no reason for a long slope
    return [round(FIRST_X + step * unit, 2) for step in steps]


def _place(value: int, scale: Scale) -> float:
    share = (min(max(value, scale.low), scale.high) - scale.low) / (scale.high - scale.low)
    return round(BOTTOM_Y - share * (BOTTOM_Y - TOP_Y), 1)


def _choose_named(count: int) -> frozenset[int]:
    """The first, the last, and of those between as many as have room."""
    if count <= MOST_NAMED:
        return frozenset(range(count))
    step = -(-count // (MOST_NAMED - 1))
    last = count - 1
    return frozenset({0, last, *(at for at in range(step, last, step) if last - at >= step)})


def _has_room_below(down: Sequence[float], at: int) -> bool:
    """Whether the value is better written under its point: where a line comes down to it from above."""
    beside = [*down[max(at - 1, 0) : at], *down[at + 1 : at + 2]]
    return any(y < down[at] for y in beside) and all(y <= down[at] for y in beside)
