"""Excel workbooks, read without trusting what they say about their own size."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from app.association.imports.sheets.errors import SheetTooLarge, SheetUnreadable
from app.association.imports.sheets.table import MOST_COLUMNS, MOST_ROWS

MOST_PARTS = 500
LARGEST_UNPACKED = 30 * 1024 * 1024
"""Bytes of all parts together. A list of 5,000 members takes about 4 MB; a small file that unpacks to more is no list."""

LAST_ROW = 4 * MOST_ROWS
"""Rows looked at, empty ones included."""

TOO_LARGE = (
    "The workbook holds far more than a list of members. Copy the list into a workbook of its own and "
    "choose that."
)


def read_xlsx(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Row number and cells of each row of the first sheet. Raises SheetUnreadable and SheetTooLarge."""
    _check_parts(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot keep when writing does not matter here
            yield from _read_first_sheet(data)
    except SheetUnreadable:
        raise
    except Exception as error:  # a broken workbook fails in the reader in too many ways to name
        raise SheetUnreadable from error


def _check_parts(data: bytes) -> None:
    """What is unpacked never exceeds what the parts declare, so that the declared sizes are enough to look at."""
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise SheetUnreadable from error
    if len(sizes) > MOST_PARTS or sum(sizes) > LARGEST_UNPACKED:
        raise SheetTooLarge(TOO_LARGE)


def _read_first_sheet(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # a workbook may say it is larger than it is
        rows = sheet.iter_rows(max_row=LAST_ROW + 1, max_col=MOST_COLUMNS, values_only=True)
        for number, values in enumerate(rows, start=1):
            if number > LAST_ROW:
                raise SheetTooLarge(TOO_LARGE)
            yield number, [write_value(value) for value in values]
    finally:
        workbook.close()


def write_value(value: Any) -> str:
    """A cell as a person would have typed it: days as 2025-03-03, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
