"""Lists as CSV that spreadsheets open without running anything that somebody typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

Cell = str | int | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets read the file as UTF-8 where it begins with this."""
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def guard_cell(cell: Cell) -> str | int:
    """The cell as a spreadsheet shows it: text that would run as a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_OF_FORMULAS):
        return f"'{cell}"
    return cell


def write_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of the file, the headings first."""
    yield BYTE_ORDER_MARK
    for row in (headings, *rows):
        line = io.StringIO()
        csv.writer(line).writerow([guard_cell(cell) for cell in row])
        yield line.getvalue()
