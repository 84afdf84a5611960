"""A figure is a ratio: the portal beside the least that the machine could do, measured in turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

PAIRS = 5

Measurement = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """``ours`` and ``limit`` in ``unit``, medians; ``ratio`` is the median of the pairs' own ratios, ``aim`` its most."""

    name: str
    ours: float
    limit: float
    ratio: float
    aim: float
    unit: str
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the ratio stays within its aim."""
        return self.ratio <= self.aim

    def as_row(self) -> tuple[str, ...]:
        """Cells of the table."""
        amounts = (f"{amount:.4g} {self.unit}" for amount in (self.ours, self.limit))
        verdict = "met" if self.is_met else "NOT met"
        return self.name, *amounts, f"{self.ratio:.2f}", f"≤ {self.aim:g} {verdict}", self.note


HEADINGS = ("name", "ours", "limit", "ratio", "aim", "note")


def compare(
    name: str, ours: Measurement, limit: Measurement, *, aim: float, unit: str, note: str = ""
) -> Figure:
    """Measure both in turns, so that whatever else the machine does falls on both; a first turn only warms up."""
    ours(), limit()
    pairs = [(ours(), limit()) for _ in range(PAIRS)]
    return Figure(
        name,
        ours=median(mine for mine, _ in pairs),
        limit=median(least for _, least in pairs),
        ratio=median(mine / least for mine, least in pairs),
        aim=aim,
        unit=unit,
        note=note,
    )


def format_table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table, its columns aligned."""
    rows = [HEADINGS, *(figure.as_row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])
