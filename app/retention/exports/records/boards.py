"""Edited films as entries of an archive. Pure."""

from __future__ import annotations

from collections.abc import Collection

from app.clips.edited_films.models import EditedFilm, FilmPart, Repeat
from app.retention.exports.records.sections import Entry

AGAIN = {
    Repeat.NONE: "",
    Repeat.STILL: ", then its last picture stands still",
    Repeat.SLOW: ", then once more at half speed",
}


def describe_board(film: EditedFilm, open_ids: Collection[int]) -> Entry:
    """A board with its parts; of a film that is not among ``open_ids`` a part keeps its place alone."""
    return {
        "cycle": film.cycle.number if film.cycle else None,
        "title": film.title,
        "begun_at": film.created_at,
        "changed_at": film.changed_at,
        "parts": [_describe(part, open_ids) for part in film.parts],
    }


def _describe(part: FilmPart, open_ids: Collection[int]) -> str:
    if part.clip is None:
        return f"Card, {part.seconds} s: {part.words}"
    if part.clip_id not in open_ids:
        return "Moment of a film that is closed"
    place = f"cycle {part.clip.cycle.number}, {part.clip.kind.label}"
    frames = f"frames {part.start_frame} to {(part.end_frame or 1) - 1}"
    shown = f"Moment of {place}, {frames}{AGAIN[part.repeat]}"
    return ": ".join(filter(None, (shown, part.words)))
