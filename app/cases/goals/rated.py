"""One answer to "where are you now?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rated:
    """Where somebody placed themselves: the mark, the day, and their own words."""

    value: int
    rated_on: date
    words: str = ""
