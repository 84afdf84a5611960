"""A record as a PDF to read."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.documents import draw_what_prints
from app.core.durations import format_day
from app.retention.exports.records.sections import Record, describe_sections

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
    return draw_what_prints("record.typ", words, {"note": SOME_LEFT_OUT})
