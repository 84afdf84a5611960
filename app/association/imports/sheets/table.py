"""A table as it stood in a file, before anybody asks what its columns mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.association.imports.sheets.errors import SheetTooLarge

MOST_ROWS = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 1000
"""Characters of one cell; what is longer is no member's address, name or number."""

JOINERS = {"\u200c", "\u200d"}
"""Invisible signs that the names of some languages need between their letters."""
GUARDED = tuple("=+-@")
NOTE_MARK = "# "
"""A row whose first cell begins with this is a note to the reader, such as the ones in the template."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row, and the number a spreadsheet shows beside it."""

    number: int
    cells: Sequence[str]


def gather_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> list[TableRow]:
    """The rows that say something, cleaned, the headings first. Raises SheetTooLarge."""
    gathered: list[TableRow] = []
    for number, cells in rows:
        cleaned = [clean_cell(cell) for cell in cells[:MOST_COLUMNS]]
        if not any(cleaned) or cleaned[0].startswith(NOTE_MARK):
            continue
        if len(gathered) > MOST_ROWS:
            raise SheetTooLarge(
                f"One import takes {MOST_ROWS:,} members. Share the list out over several files."
            )
        gathered.append(TableRow(number, cleaned))
    return gathered


def clean_cell(text: str) -> str:
    """One line in the usual form of its letters, without invisible signs; cut just beyond `LONGEST_CELL`."""
    line = " ".join(unicodedata.normalize("NFC", text[: 4 * LONGEST_CELL]).split())
    if line.startswith("'") and line[1:2] in GUARDED:
        line = line[
            1:
        ]  # the apostrophe that our own files carry in front of what would run as a formula
    shown = "".join(
        sign for sign in line if sign in JOINERS or unicodedata.category(sign)[0] != "C"
    )
    return shown.strip()[: LONGEST_CELL + 1]
