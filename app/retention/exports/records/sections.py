"""What is on record about somebody or something, as one shape that becomes JSON and paper. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core import clock
from app.core.durations import format_day

SCHEMA_VERSION = 1
"""Raised whenever a field changes its name or its meaning; new fields and sections leave it as it is."""

Value = str | int | bool | date | datetime | Sequence[str] | None
Entry = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing on record: its key in the JSON, its heading, and each thing with its named values.

    Without ``is_on_paper`` it stands in the JSON alone, because there is too much of it for reading.
    """

    key: str
    title: str
    entries: Sequence[Entry]
    is_on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that goes out together: ``schema`` names the shape, ``about`` whom or what it is about."""

    schema: str
    title: str
    about: str
    made_at: datetime
    sections: Sequence[Section]


def write_json(record: Record) -> bytes:
    """The record for programs: days and instants as ISO 8601, instants in UTC."""
    body = {
        "schema": record.schema,
        "version": SCHEMA_VERSION,
        "subject": record.about,
        "made_at": record.made_at.isoformat(),
        **{
            section.key: [_plain(entry) for entry in section.entries] for section in record.sections
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def describe_sections(sections: Iterable[Section]) -> list[dict[str, object]]:
    """The sections for paper: a heading, and for each thing its values that are there, with a label."""
    return [
        {
            "title": section.title,
            "count": len(section.entries),
            "entries": [_label(entry) for entry in section.entries] if section.is_on_paper else [],
            "is_elsewhere": not section.is_on_paper,
        }
        for section in sections
    ]


def _plain(entry: Entry) -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in entry.items()
    }


def _label(entry: Entry) -> list[list[str]]:
    return [
        [key.replace("_", " ").capitalize(), words]
        for key, value in entry.items()
        if (words := _word(value))
    ]


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = value.astimezone(clock.LONDON)
        return f"{format_day(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return format_day(value)
    if value is None or isinstance(value, str | int):
        return "" if value is None else str(value)
    return ", ".join(value)
