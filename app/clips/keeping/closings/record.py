"""The record of a closing as a PDF: a client code, days and decisions. Words travel to the template as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.core.documents import draw_document


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One film and what was decided."""

    film: str
    decision: str


@dataclass(frozen=True, slots=True)
class RecordWords:
    """Everything the record says. Nothing in it tells who the family or the trainee is."""

    code: str
    closed_on: str
    lines: Sequence[RecordLine]


def draw_record(words: RecordWords) -> bytes:
    """The record, on A4."""
    return draw_document("closing.typ", asdict(words))
