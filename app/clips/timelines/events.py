"""What happened in a case, day by day. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.clips.models import Clip


class EventKind(enum.StrEnum):
    """What an event is about, in the order in which one day tells it."""

    BEGINNING = "beginning"
    CONSENT = "consent"
    GOAL = "goal"
    FILMING = "filming"
    REVIEW = "review"
    SUPERVISION = "supervision"
    FILM_GONE = "film_gone"
    CONSENT_ENDED = "consent_ended"
    CLOSING = "closing"


IN_ORDER = tuple(EventKind)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``words`` are somebody's own; ``clip`` is a film whose still may be shown now."""

    on: date
    kind: EventKind
    title: str
    detail: str = ""
    words: str = ""
    cycle_number: int | None = None
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month; ``first`` is its first day."""

    first: date
    events: Sequence[Event]


def order_events(events: Iterable[Event]) -> list[Event]:
    """From the first day to the last; within a day as one would tell it."""
    return sorted(events, key=lambda e: (e.on, IN_ORDER.index(e.kind), e.cycle_number or 0))


def group_by_month(events: Iterable[Event]) -> Iterator[Month]:
    """Events in order, month by month; months without any are left out."""
    for first, those in groupby(events, key=lambda event: event.on.replace(day=1)):
        yield Month(first, list(those))


def join_facts(*facts: str) -> str:
    """The facts that are there, beside each other."""
    return " · ".join(fact for fact in facts if fact)
