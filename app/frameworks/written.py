"""A vocabulary as it is written, before it is rows: what a page edits, and what two versions are compared by. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID, uuid4

from app.frameworks.models import Vocabulary

Thing = TypeVar("Thing")

MOST_PRINCIPLES, MOST_ITEMS = 12, 30
"""What one version holds, and what its form shows: far more than anybody tags with."""


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One item; ``lineage`` is what it was in earlier versions, something new where it was in none."""

    words: str
    lineage: UUID


Items = tuple[WrittenItem, ...]


@dataclass(frozen=True, slots=True)
class WrittenPrinciple:
    """One principle; its ``code`` says which one it is in every version."""

    code: str
    name: str
    items: Items = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The ladder, and how long an initiative waits for its reception."""

    principles: tuple[WrittenPrinciple, ...]
    answer_within_ms: int


def read_written(vocabulary: Vocabulary) -> Written:
    """What a version says."""
    return Written(
        tuple(
            WrittenPrinciple(
                principle.code,
                principle.name,
                tuple(WrittenItem(item.words, item.lineage) for item in principle.items),
            )
            for principle in vocabulary.principles
        ),
        vocabulary.answer_within_ms,
    )


def change(written: Written, action: str) -> Written:
    """Do what a button of the page says: ``up``, ``down``, ``out`` with the place of a principle or of one of its items
    (``up:2``, ``out:2:5``, from 0), ``add`` with that of a principle, for a new item. Anything else changes nothing."""
    verb, *places = action.split(":")
    if not places or not all(place.isdecimal() and len(place) < 4 for place in places):
        return written
    at, *within = [int(place) for place in places]
    if at >= len(written.principles):
        return written
    if verb == "add":
        return _change_items(written, at, lambda items: (*items, WrittenItem("", uuid4())))
    if not within:
        return replace(written, principles=_arrange(written.principles, verb, at))
    return _change_items(written, at, lambda items: _arrange(items, verb, within[0]))


def _change_items(written: Written, at: int, do: Callable[[Items], Items]) -> Written:
    principles = list(written.principles)
    principles[at] = replace(principles[at], items=do(principles[at].items))
    return replace(written, principles=tuple(principles))


def _arrange(things: Sequence[Thing], verb: str, place: int) -> tuple[Thing, ...]:
    """The same with the thing at this place one up, one down, or left out."""
    arranged = list(things)
    if place >= len(arranged):
        return tuple(arranged)
    thing = arranged.pop(place)
    if verb == "up":
        arranged.insert(max(place - 1, 0), thing)
    elif verb == "down":
        arranged.insert(place + 1, thing)
    elif verb != "out":
        arranged.insert(place, thing)
    return tuple(arranged)
