"""Annotations as JSON, for programs; the fields stand in docs/exports.md."""

from __future__ import annotations

import json
from typing import Any

from app.clips.annotations.records import Annotations, Place, Term

SCHEMA, VERSION = "vig-portal/annotations", 1


def write_json(annotations: Annotations, made_at: str) -> str:
    """The file; ``made_at`` is an instant in ISO form."""
    film = annotations.film
    return json.dumps(
        {
            "schema": SCHEMA,
            "version": VERSION,
            "made_at": made_at,
            "film": {
                "kind": film.kind,
                "length_ms": film.length_ms,
                "frames": film.frame_count,
                "frames_per_second": film.frames_per_second,
                "is_rate_constant": film.is_rate_constant,
            },
            **_describe_all(annotations),
        },
        ensure_ascii=False,
        indent=1,
    )


def _describe_all(annotations: Annotations) -> dict[str, list[dict[str, Any]]]:
    return {
        "moments": [
            {
                **_describe(moment.place),
                "title": moment.title,
                "note": moment.note,
                "reason": moment.reason,
                "goal": moment.goal,
                "tags": [{"party": tag.party} | _name(tag.term) for tag in moment.tags],
            }
            for moment in annotations.moments
        ],
        "turns": [
            {**_describe(turn.place), "party": turn.party, "kind": turn.kind}
            for turn in annotations.turns
        ],
        "captions": [
            {**_describe(line.place), "words": line.words} for line in annotations.captions
        ],
        "comments": [
            {**_describe(said.place), "kind": said.kind, "by": said.by, "words": said.words}
            for said in annotations.comments
        ],
    }


def _describe(place: Place) -> dict[str, int | None]:
    return {
        "start_ms": place.start_ms,
        "end_ms": place.end_ms,
        "start_frame": place.start_frame,
        "end_frame": place.end_frame,
    }


def _name(term: Term) -> dict[str, str | int]:
    return {
        "principle": term.code,
        "words": term.words,
        "vocabulary": term.version,
        "uuid": str(term.uuid),
    }
