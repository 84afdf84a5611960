"""Quarters of a year: the steps in which accreditations are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; ``number`` from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def next(self) -> Quarter:
        """The one after."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The one before."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"


def fill_quarters(counts: Mapping[Quarter, int], until: date) -> Sequence[tuple[Quarter, int]]:
    """Every quarter from the first that had any to the present one, those without any as 0."""
    last = Quarter.of(until)
    quarter = min([*counts, last])
    filled = []
    while quarter <= last:
        filled.append((quarter, counts.get(quarter, 0)))
        quarter = quarter.next
    return filled
