"""Annotations out of a table: the portal's own columns, or a start, an end and words under headings of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from app.clips.annotations.imports.reading.errors import (
    FileTooLarge,
    FileUnreadable,
    HeadingsMissing,
)
from app.clips.annotations.imports.reading.tiers import (
    MOST_ANNOTATIONS,
    ReadFile,
    ReadLine,
    ReadTier,
)
from app.clips.annotations.imports.targets import CAPTIONS, LEAVE_OUT, MOMENTS, TURNS
from app.core.csv_lines import unguard_cell
from app.core.time_range import TimeUnreadable, parse_ms

SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 20_000
NAMES = {
    "begin time - msec": "start_ms",
    "end time - msec": "end_ms",
    "begin": "start",
    "text": "words",
    "annotation": "words",
    "tier": "kind",
}
"""Headings of other programs, and what they are called here."""


ROWS = "Rows of the table"
KNOWN = {"caption": ("Captions", CAPTIONS), "moment": ("Moments", MOMENTS), ROWS: (ROWS, CAPTIONS)}
"""Kinds of rows with what their tier is called and most likely is."""


def read_table(text: str) -> ReadFile:
    """The rows by what they are. Raises HeadingsMissing, FileUnreadable, FileTooLarge."""
    rows = _read_rows(text)
    tiers: dict[str, list[ReadLine]] = {}
    film_ms = None
    for number, cells in rows:
        kind = cells.get("kind", "").strip()
        if kind == "film":
            film_ms = _read_time(cells, "end")
            continue
        tiers.setdefault(_name_tier(kind, cells), []).append(_read_row(number, cells))
    if not tiers:
        raise FileUnreadable("There are headings and nothing below them. Choose another file.")
    built = [_build_tier(name, lines) for name, lines in tiers.items()]
    return ReadFile("csv", built, film_ms=film_ms)


def _read_rows(text: str) -> list[tuple[int, Mapping[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_separator(text), strict=True)
    headings: Sequence[str] = ()
    rows: list[tuple[int, Mapping[str, str]]] = []
    begins = 1
    try:
        for cells in reader:
            if headings:
                if any(cells):
                    rows.append((begins, _name_cells(headings, cells)))
            else:
                headings = _read_headings(cells)
            begins = reader.line_num + 1
            if len(rows) > MOST_ANNOTATIONS:
                raise FileTooLarge
    except csv.Error as error:
        raise FileUnreadable(
            f"The table stops making sense near line {begins}. Save it anew from your spreadsheet as CSV."
        ) from error
    return rows


def _read_headings(cells: Iterable[str]) -> Sequence[str]:
    headings = [cell.strip().lower() for cell in cells]
    headings = [NAMES.get(heading, heading) for heading in headings]
    if not {"start_ms", "start"} & set(headings):
        raise HeadingsMissing
    return headings


def _name_cells(headings: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    return {
        heading: unguard_cell(cell[:LONGEST_CELL])
        for heading, cell in zip(headings, cells, strict=False)
    }


def _name_tier(kind: str, cells: Mapping[str, str]) -> str:
    if kind == "turn":
        return f"turn {cells.get('turn', '').strip()} {cells.get('party', '').strip()}"
    return kind or ROWS


def _build_tier(name: str, lines: Sequence[ReadLine]) -> ReadTier:
    first, *rest = name.split(" ")
    if name == "comment":
        why_not = "Feedback is written by the supervisor: it is never brought in."
        return ReadTier("Comments", LEAVE_OUT, lines, why_not)
    if first == "turn" and (target := "-".join(rest)) in TURNS:
        return ReadTier(f"Turns: {', '.join(rest)}", target, lines)
    shown, target = KNOWN.get(name, (name, LEAVE_OUT))
    return ReadTier(shown, target, lines)


def _read_row(number: int, cells: Mapping[str, str]) -> ReadLine:
    return ReadLine(
        place=f"Line {number}",
        start_ms=_read_time(cells, "start"),
        end_ms=_read_time(cells, "end"),
        words=cells.get("words", ""),
        title=cells.get("title", ""),
        reason=cells.get("reason", ""),
        goal=cells.get("goal", "").strip(),
        tags=_read_tags(cells.get("tags", "")),
    )


def _read_time(cells: Mapping[str, str], name: str) -> int | None:
    exact, typed = cells.get(f"{name}_ms", "").strip(), cells.get(name, "").strip()
    if exact.isdecimal() and exact.isascii() and len(exact) <= 12:
        return int(exact)
    try:
        return parse_ms(typed) if typed and not exact else None
    except TimeUnreadable:
        return None


def _read_tags(cell: str) -> list[tuple[str, str]]:
    pairs = (tag.partition(":") for tag in cell.split())
    return [(party, uuid) for party, _, uuid in pairs]


def _find_separator(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(SEPARATORS, key=heading.count)
