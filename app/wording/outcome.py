"""What became of the findings in one text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.wording.identifying_words import Category
from app.wording.reasons import Reason


@dataclass(frozen=True, slots=True)
class Keeping:
    """Why findings stay; ``because`` are the author's own words, empty where the reason says it all."""

    reason: Reason
    because: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The masked findings that stay in a text of this ``kind``, and the categories of those that were reworded."""

    kind: str
    kept: Collection[tuple[Category, str]]
    keeping: Keeping | None
    reworded: Collection[Category]
