"""What people kept and what they reworded, by month, category and kind of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.wording.identifying_words import Category
from app.wording.reasons import Reason

MONTHS = 12
"""As far back as the page looks."""

COLUMNS: Mapping[Category, str] = {
    Category.BIRTH_DATE: "Dates",
    Category.POSTCODE: "Postcodes",
    Category.PHONE: "Telephone numbers",
    Category.EMAIL: "E-mail addresses",
    Category.NHS_NUMBER: "NHS numbers",
}
"""The categories as headings, the most frequent first."""


def list_months(today: date) -> Sequence[date]:
    """The first days of the present month and of those before it, the latest first."""
    since = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(since, since - MONTHS, -1)]


@dataclass(frozen=True, slots=True)
class Count:
    """How often something of one category stayed in, or left, one kind of text in one month."""

    month: date
    category: Category
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of text with what stayed in it."""

    kind: str
    numbers: Mapping[Category, int]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of the months looked at; ``reasons`` are those for what stayed in ``month``, or in all of them."""

    months: Sequence[date]
    kept: Sequence[Count]
    reworded: Sequence[Count]
    reasons: Mapping[Reason, int]
    month: date | None = None

    def list_lines(self) -> Sequence[Line]:
        """Kinds of text with what stayed in them in the month chosen, those with most first."""
        kinds: dict[str, dict[Category, int]] = {}
        for count in self._choose(self.kept):
            numbers = kinds.setdefault(count.kind, dict.fromkeys(COLUMNS, 0))
            numbers[count.category] += count.number
        lines = [Line(kind, numbers) for kind, numbers in kinds.items()]
        return sorted(lines, key=lambda line: (-line.total, line.kind))

    def list_bars(self) -> Iterator[tuple[date, int, int]]:
        """Each month with how much stayed and how much was reworded, the latest first."""
        for month in self.months:
            yield month, _add_up(self.kept, month), _add_up(self.reworded, month)

    @property
    def kept_in_all(self) -> int:
        """How much stayed in the month chosen."""
        return sum(count.number for count in self._choose(self.kept))

    @property
    def reworded_in_all(self) -> int:
        """How much was reworded in the month chosen after a form came back."""
        return sum(count.number for count in self._choose(self.reworded))

    def _choose(self, counts: Sequence[Count]) -> Iterator[Count]:
        return (count for count in counts if self.month in (None, count.month))


def _add_up(counts: Sequence[Count], month: date) -> int:
    return sum(count.number for count in counts if count.month == month)
