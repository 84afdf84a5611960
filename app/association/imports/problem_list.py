"""The lines with problems as a file: corrected in place, it can be brought in as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.association.imports.members import Problem
from app.association.imports.models import MemberImportRow
from app.association.imports.sheets.columns import COLUMNS
from app.core.csv_lines import Cell

HEADINGS = (*(column.heading for column in COLUMNS), "Line", "What to correct")


def list_problem_lines(rows: Iterable[MemberImportRow]) -> Iterator[Sequence[Cell]]:
    """Each line as it was typed, its number, and what to correct."""
    for row in rows:
        problems = " ".join(f"{p.heading}: {p.words}" for p in read_problems(row))
        yield [*(row.cells.get(column.key, "") for column in COLUMNS), row.number, problems]


def read_problems(row: MemberImportRow) -> list[Problem]:
    """The problems of a line as they were kept."""
    return [Problem(column, words) for column, words in row.problems]
