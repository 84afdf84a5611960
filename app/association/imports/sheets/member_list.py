"""From the bytes of a file to lines whose cells are known by their column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.association.imports.sheets.columns import COLUMNS, Column, find_column
from app.association.imports.sheets.csv_file import read_csv
from app.association.imports.sheets.errors import (
    HeadingsMissing,
    SheetEmpty,
    SheetTooLarge,
    SheetUnreadable,
)
from app.association.imports.sheets.table import TableRow, gather_rows
from app.association.imports.sheets.xlsx_file import read_xlsx

LARGEST_FILE = 1_500_000
"""Bytes; 5,000 members with every column take about a megabyte."""

ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Line:
    """One member as somebody typed it: the row's number in its file, and its cells by the key of their column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MemberList:
    """The lines of a file, and the headings that mean nothing here."""

    lines: Sequence[Line]
    ignored: Sequence[str]


def read_members(data: bytes) -> MemberList:
    """Read a CSV file or a workbook.

    Raises SheetUnreadable, SheetTooLarge, HeadingsMissing and SheetEmpty.
    """
    if len(data) > LARGEST_FILE:
        raise SheetTooLarge(
            "A list of members is smaller than 1.5 MB. Take pictures and other sheets out, or share the list out over "
            "several files."
        )
    if data.startswith(OLD_EXCEL_MARK):
        raise SheetUnreadable(
            "This is a workbook of an old kind, or one with a password. Save it as .xlsx without a password, and "
            "choose it again."
        )
    rows = gather_rows(read_xlsx(data) if data.startswith(ZIP_MARK) else read_csv(data))
    if not rows:
        raise SheetEmpty
    columns = _read_headings(rows[0])
    lines = [_build_line(row, columns) for row in rows[1:]]
    if not lines:
        raise SheetEmpty
    ignored = [
        heading
        for heading, column in zip(rows[0].cells, columns, strict=True)
        if heading and column is None
    ]
    return MemberList(lines, ignored)


def _read_headings(row: TableRow) -> list[Column | None]:
    columns = [find_column(heading) for heading in row.cells]
    found = [column for column in columns if column is not None]
    missing = [c.heading for c in COLUMNS if c.is_required and c not in found]
    if missing:
        raise HeadingsMissing(
            f"The first row has no heading {' and none '.join(f'“{heading}”' for heading in missing)}. "
            "Compare it with the template, and choose the file again."
        )
    if len(set(found)) < len(found):
        twice = next(column for column in found if found.count(column) > 1)
        raise HeadingsMissing(
            f"Two columns mean “{twice.heading}”. Take one of them out, and choose the file again."
        )
    return columns


def _build_line(row: TableRow, columns: Sequence[Column | None]) -> Line:
    cells = {
        column.key: cell
        for column, cell in zip(columns, row.cells, strict=False)
        if column is not None and cell
    }
    return Line(row.number, cells)
