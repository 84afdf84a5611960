"""Lists as CSV that spreadsheets open without running anything that somebody typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

Cell = str | int | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets read the file as UTF-8 where it begins with this."""

RUNS = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet would run, in wide signs or after blanks as well, and one that already has an apostrophe
before such a beginning."""


def guard_cell(cell: Cell) -> str | int:
    """The cell as a spreadsheet shows it: text that would run as a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and RUNS.match(cell):
        return f"'{cell}"
    return cell


def unguard_cell(text: str) -> str:
    """What `guard_cell` was given, from what it made of a text."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text


def write_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of the file, the headings first; each cell in quotes, for spreadsheets that divide at a semicolon as well."""
    yield BYTE_ORDER_MARK
    for row in (headings, *rows):
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([guard_cell(cell) for cell in row])
        yield line.getvalue()
