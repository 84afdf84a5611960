"""A sheet of facts as a PDF: headings, paragraphs, lists, tables, boxes and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from app.core.documents import LetterNotDrawable, draw_document
from app.core.durations import format_day
from app.core.errors import DomainError

Block: TypeAlias = Mapping[str, Any]
"""One part of a section as the template reads it: its ``kind``, and words."""


class WordsNotDrawable(DomainError):
    """A name or contact has a letter that the fonts of the paper do not have."""

    title = "A letter cannot be printed"
    message = (
        "The name or a contact of this organisation has a letter that cannot be printed. Ask the association’s office "
        "to write it in letters of the Latin, Greek or Cyrillic alphabet."
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a sheet says; ``kicker`` stands small above its title."""

    title: str
    kicker: str
    association: str
    day: date
    opening: Sequence[Block]
    sections: Sequence[Section]


def say(words: str) -> Block:
    """A paragraph."""
    return {"kind": "text", "text": words}


def note(words: str) -> Block:
    """A paragraph that stands out."""
    return {"kind": "note", "text": words}


def enumerate_words(*items: str) -> Block:
    """A list with bullets."""
    return {"kind": "list", "items": items}


def tabulate(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Block:
    """A table; ``widths`` are shares of the page."""
    return {"kind": "table", "head": head, "rows": rows, "widths": widths}


def offer(*items: str) -> Block:
    """Boxes to tick by hand: what the portal cannot know."""
    return {"kind": "choices", "items": items}


def leave_room(*items: str) -> Block:
    """Lines to write on by hand."""
    return {"kind": "lines", "items": items}


def draw_sheet(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a, on A4. Raises WordsNotDrawable."""
    words = {
        "title": sheet.title,
        "kicker": sheet.kicker,
        "association": sheet.association,
        "day": format_day(sheet.day),
        "opening": sheet.opening,
        "sections": [{"heading": s.heading, "blocks": s.blocks} for s in sheet.sections],
    }
    try:
        return draw_document("sheet.typ", words)
    except LetterNotDrawable as error:
        raise WordsNotDrawable from error
