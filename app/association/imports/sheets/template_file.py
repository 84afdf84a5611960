"""An empty list to fill in: each column explained, and one example."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.association.imports.sheets.columns import COLUMNS
from app.association.imports.sheets.table import NOTE_MARK

WIDTH = 26


def list_template_rows() -> Sequence[Sequence[str]]:
    """Headings, what each column holds, an example. All but the headings are notes, which an import leaves out."""
    explained = [column.what for column in COLUMNS]
    example = [column.example for column in COLUMNS]
    for note in (explained, example):
        note[0] = f"{NOTE_MARK}{note[0]}"
    return [[column.heading for column in COLUMNS], explained, example]


def build_workbook() -> bytes:
    """The template as an Excel workbook."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Members"
    for row in list_template_rows():
        sheet.append(list(row))
    for number in range(1, len(COLUMNS) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        for row_number in (2, 3):
            sheet.cell(row_number, number).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(row_number, number).font = Font(italic=True)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
