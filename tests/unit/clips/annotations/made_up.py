"""Annotations of invented films, for hypothesis to make up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from app.clips.annotations.places import find_place
from app.clips.annotations.records import (
    Annotations,
    CaptionRecord,
    CommentRecord,
    FilmFacts,
    MomentRecord,
    Place,
    TagRecord,
    Term,
    TurnRecord,
)
from app.clips.frames.index import FrameIndex
from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party

FRAMES = 12
TERMS = [Term(UUID(int=number), "EI", f"Principle {number}", 1) for number in range(1, 5)]

words = st.text("aé ☺=+-'@<&>]\"\n\r\t;,", max_size=12)
"""Everything that people type and XML may hold."""

titles = words.map(str.strip)
said = titles.filter(bool)
durations = st.lists(
    st.sampled_from([16_683, 33_367, 40_000, 41_708, 1_000]), min_size=FRAMES, max_size=FRAMES
)
spots = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))
"""Two numbers that say where something stands in a film of any length."""

tags = st.lists(st.builds(TagRecord, st.sampled_from(Party), st.sampled_from(TERMS)), max_size=4)
moments = st.tuples(spots, titles, words, words, st.sampled_from([None, 1, 2]), tags)
turns = st.tuples(spots, st.booleans(), st.sampled_from(Party), st.sampled_from(TurnKind))


def build(
    shown_us: list[int],
    chosen: list[Any],
    marked: list[Any],
    lines: list[Any],
    comments: list[Any],
) -> tuple[FrameIndex, Annotations]:
    """A film's frames and everything that was written about it."""
    frames = FrameIndex.from_durations(shown_us)
    return frames, Annotations(
        FilmFacts("interaction", frames.start_ms(frames.count), frames.count, 25.0, False),
        [
            MomentRecord(put(frames, spot), title, note, reason, goal, list(dict.fromkeys(tagged)))
            for spot, title, note, reason, goal, tagged in chosen
        ],
        [
            TurnRecord(put(frames, spot, lasts=lasts), party, kind)
            for spot, lasts, party, kind in marked
        ],
        [CaptionRecord(put_anywhere(frames, spot), text) for spot, text in lines],
        [
            CommentRecord(put(frames, spot, lasts=False), "Strength", text)
            for spot, text in comments
        ],
        TERMS,
    )


def put(frames: FrameIndex, spot: tuple[int, int], *, lasts: bool = True) -> Place:
    """From the beginning of one frame to that of another, or at one frame."""
    start = spot[0] % frames.count
    end = start + 1 + spot[1] % (frames.count - start)
    return find_place(frames, frames.start_ms(start), frames.start_ms(end) if lasts else None)


def put_anywhere(frames: FrameIndex, spot: tuple[int, int]) -> Place:
    """Captions stand at milliseconds, not at frames."""
    length = frames.start_ms(frames.count)
    start = spot[0] % length
    return find_place(frames, start, start + 1 + spot[1] % (length - start))


made_up = st.builds(
    build,
    durations,
    st.lists(moments, max_size=3),
    st.lists(turns, max_size=3),
    st.lists(st.tuples(spots, said), max_size=3),
    st.lists(st.tuples(spots, words), max_size=2),
)
