"""Annotations as CSV: one row for each, the film itself first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.clips.annotations.records import Annotations, MomentRecord, Place
from app.core.csv_lines import Cell, write_lines
from app.core.time_range import write_time

COLUMNS = (
    *("kind", "start_ms", "end_ms", "start_frame", "end_frame", "start", "end"),
    *("party", "turn", "title", "words", "reason", "goal", "tags", "principles"),
)
"""``start`` and ``end`` repeat the milliseconds as people read them, ``principles`` the tags; neither is read back."""


def write_csv(annotations: Annotations) -> Iterator[str]:
    """The lines of the file."""
    return write_lines(COLUMNS, _list_rows(annotations))


def _list_rows(annotations: Annotations) -> Iterator[Sequence[Cell]]:
    film = annotations.film
    whole = Place(0, film.length_ms, 0, film.frame_count, film.length_ms)
    yield _build("film", whole, words=_tell_rate(annotations))
    for moment in annotations.moments:
        yield _build_moment(moment)
    for turn in annotations.turns:
        yield _build("turn", turn.place, party=turn.party.value, turn=turn.kind.value)
    for line in annotations.captions:
        yield _build("caption", line.place, words=line.words)
    for said in annotations.comments:
        yield _build("comment", said.place, party=said.by.value, title=said.kind, words=said.words)


def _build_moment(moment: MomentRecord) -> Sequence[Cell]:
    return _build(
        "moment",
        moment.place,
        title=moment.title,
        words=moment.note,
        reason=moment.reason,
        goal=moment.goal,
        tags=" ".join(f"{tag.party}:{tag.term.uuid}" for tag in moment.tags),
        principles="; ".join(f"{tag.party}: {tag.term.label}" for tag in moment.tags),
    )


def _build(kind: str, place: Place, **more: Cell) -> Sequence[Cell]:
    cells: dict[str, Cell] = {
        "kind": kind,
        "start_ms": place.start_ms,
        "end_ms": place.end_ms,
        "start_frame": place.start_frame,
        "end_frame": place.end_frame,
        "start": write_time(place.start_ms),
        "end": None if place.end_ms is None else write_time(place.end_ms),
        **more,
    }
    return [cells.get(column) for column in COLUMNS]


def _tell_rate(annotations: Annotations) -> str:
    film = annotations.film
    if film.frames_per_second is None:
        return ""
    mean = "" if film.is_rate_constant else " on average"
    return f"{film.frames_per_second:g} frames a second{mean}"
