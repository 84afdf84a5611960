"""A record as a PDF to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core import clock
from app.core.documents import LetterNotDrawable, draw_document
from app.core.durations import format_day
from app.retention.exports.records.sections import Record, describe_sections

LAST_LETTER = "\u052f"
PUNCTUATION = ("\u2010", "\u205e")
"""Up to here, and in between, the portal's fonts have everything: Latin, Greek, Cyrillic, and their signs."""

SOME_LEFT_OUT = (
    "Some signs, such as little pictures, cannot be printed; a question mark stands for each. The file with the data "
    "has them."
)


def draw_record(record: Record, association: str, introduction: str) -> bytes:
    """The record as PDF/UA-1 and PDF/A-2a; signs that no font has become question marks, and it says so."""
    words: dict[str, Any] = {
        "title": record.title,
        "about": record.about,
        "association": association,
        "day": format_day(clock.day_of(record.made_at)),
        "introduction": introduction,
        "note": "",
        "sections": describe_sections(record.sections),
    }
    try:
        return draw_document("record.typ", words)
    except LetterNotDrawable:
        return draw_document("record.typ", {**_simplify(words), "note": SOME_LEFT_OUT})


def _simplify(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(sign if _is_known(sign) else "?" for sign in value)
    if isinstance(value, Mapping):
        return {key: _simplify(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_simplify(inner) for inner in value]
    return value


def _is_known(sign: str) -> bool:
    return sign <= LAST_LETTER or PUNCTUATION[0] <= sign <= PUNCTUATION[1]
