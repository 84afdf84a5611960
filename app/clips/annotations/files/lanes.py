"""Things that overlap, shared out over tiers in which nothing does: ELAN allows no two annotations at once in one tier."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from app.clips.annotations.records import Place

Thing = TypeVar("Thing")


def share_out(things: Iterable[Thing], place_of: Callable[[Thing], Place]) -> list[list[Thing]]:
    """The fewest lanes, each in time order and without overlap; none for nothing."""
    lanes: list[list[Thing]] = []
    free_from: list[int] = []
    for thing in sorted(things, key=lambda each: place_of(each).start_ms):
        place = place_of(thing)
        lane = next((n for n, free in enumerate(free_from) if free <= place.start_ms), len(lanes))
        if lane == len(lanes):
            lanes.append([])
            free_from.append(0)
        lanes[lane].append(thing)
        free_from[lane] = place.shown_end_ms
    return lanes
