"""The track under a film: what was noticed and said, laid where it happened, without marks on top of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.time_range import TimeRange

NARROWEST_SHARE = 4.0
"""The least width of a mark, in per cent of the film: what a finger hits and a shape fits into."""

MOST_LANES = 4
"""More marks than fit side by side share the last lane."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its kind as the pill names it, where it leads on the page, and its place in per cent."""

    kind: str
    anchor: TimeRange
    target: str
    lane: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Markable:
    """Something to be marked: kind, place in the film, id of its words on the page."""

    kind: str
    anchor: TimeRange
    target: str


def lay_out(things: Iterable[Markable], duration_ms: int) -> list[Mark]:
    """Give each thing a lane and a place, in time order; every mark stays inside the track."""
    marks: list[Mark] = []
    free_from: list[float] = []
    for thing in sorted(things, key=lambda thing: (thing.anchor.start_ms, thing.target)):
        left, width = _place(thing.anchor, duration_ms)
        lane = _find_lane(free_from, left)
        free_from[lane] = max(free_from[lane], left + width)
        marks.append(Mark(thing.kind, thing.anchor, thing.target, lane, left, width))
    return marks


def _place(anchor: TimeRange, duration_ms: int) -> tuple[float, float]:
    end_ms = anchor.start_ms if anchor.end_ms is None else anchor.end_ms
    width = max(NARROWEST_SHARE, 100 * (end_ms - anchor.start_ms) / duration_ms)
    width = min(width, 100.0)
    left = min(100 * anchor.start_ms / duration_ms, 100 - width)
    return round(left, 3), round(width, 3)


def _find_lane(free_from: list[float], left: float) -> int:
    """The first lane that is free at ``left``; a new one while there may be more; else the one free soonest."""
    for lane, free in enumerate(free_from):
        if free <= left:
            return lane
    if len(free_from) < MOST_LANES:
        free_from.append(0.0)
        return len(free_from) - 1
    return free_from.index(min(free_from))
