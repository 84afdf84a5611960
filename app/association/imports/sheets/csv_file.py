"""CSV as spreadsheets of several countries and decades write it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from app.association.imports.sheets.errors import SheetUnreadable

SEPARATORS = (",", ";", "\t")


def read_csv(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Line number and cells of each row: UTF-8 or Windows letters, separated by commas, semicolons or tabs.

    Raises SheetUnreadable.
    """
    text = decode(data)
    if "\0" in text:
        raise SheetUnreadable
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_separator(text))
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetUnreadable(
            f"The file stops making sense near line {line}: a quotation mark is opened there and never closed. "
            "Save the list anew from your spreadsheet and choose it again."
        ) from error


def decode(data: bytes) -> str:
    """The text of a file: by its mark where it has one, else UTF-8, else as Windows writes western letters.

    Raises SheetUnreadable for bytes that are none of these.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable


def find_separator(text: str) -> str:
    """What separates the headings: the sign that stands most often in the first line that has one."""
    for line in text.splitlines():
        counts = {sign: line.count(sign) for sign in SEPARATORS}
        most = max(counts, key=counts.__getitem__)
        if counts[most]:
            return most
    return SEPARATORS[0]
