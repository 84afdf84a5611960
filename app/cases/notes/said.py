"""What is kept of the two halves of a cycle, as it is handed in and as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Filming:
    """How the filming was: the kind of place, whether from afar, what they did, how many minutes."""

    place: str = ""
    is_remote: bool = False
    activity: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SharedReview:
    """How the shared review was: minutes, how many moments, and what came of it in words."""

    minutes: int | None = None
    moments_shown: int | None = None
    client_words: str = ""
    insight: str = ""
    changed_goal: str = ""


@dataclass(frozen=True, slots=True)
class CycleNotes:
    """Both halves; None where nothing was written down. ``is_open``: whether the family's consent opens the words."""

    filming: Filming | None
    review: SharedReview | None
    is_open: bool


Note = TypeVar("Note", Filming, SharedReview)


def close_words(note: Note) -> Note:
    """The same without its words: numbers stay."""
    blank: dict[str, Any] = {
        item.name: "" for item in fields(note) if isinstance(getattr(note, item.name), str)
    }
    return replace(note, **blank)
