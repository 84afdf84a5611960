"""No list without a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

Row = TypeVar("Row")
Other = TypeVar("Other")
Columns = TypeVarTuple("Columns")

PAGE_SIZE = 50
"""Rows on one page of a list: what fits two screens, and one query."""


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

    def build(self, make: Callable[[Row], Other]) -> Page[Other]:
        """The same page with something made of each row."""
        return Page([make(row) for row in self.rows], self.number, self.total, self.size)


def choose_number(asked: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page to show: the one asked for in the address, or the nearest there is."""
    return min(max(asked, 1), max(1, -(-total // size)))


def count_rows(statement: sa.Select[*Columns]) -> sa.Select[int]:
    """How many rows a statement would give."""
    return sa.select(sa.func.count()).select_from(statement.subquery())


def cut_page(rows: Sequence[Row], asked: int, size: int = PAGE_SIZE) -> Page[Row]:
    """The page that was asked for of rows that are read already, or the nearest there is."""
    number = choose_number(asked, len(rows), size)
    return Page(rows[(number - 1) * size : number * size], number, len(rows), size)


def read_page(
    session: Session,
    statement: sa.Select[*Columns],
    counted: sa.Select[int],
    asked: int,
    size: int = PAGE_SIZE,
) -> Page[sa.Row[*Columns]]:
    """The page that was asked for, or the nearest there is; ``counted`` selects how many rows there are in all."""
    total = session.scalar(counted) or 0
    number = choose_number(asked, total, size)
    rows = session.execute(statement.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, total, size)
