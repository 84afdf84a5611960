"""No list without a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_SIZE = 50
"""Rows on one page of a list: what fits two screens, and one query."""


def choose_number(asked: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page to show: the one asked for in the address, or the nearest there is."""
    return min(max(asked, 1), max(1, -(-total // size)))


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a longer list; ``number`` starts at 1 and ``total`` counts all rows."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one empty page."""
        return max(1, -(-self.total // self.size))
