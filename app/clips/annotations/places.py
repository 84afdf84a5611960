"""From milliseconds to places of a film, by its frame index."""

from __future__ import annotations

from itertools import pairwise

from app.clips.annotations.records import US_IN_S, FilmFacts, Place
from app.clips.frames.index import FrameIndex
from app.clips.models import Clip


def find_place(frames: FrameIndex | None, start_ms: int, end_ms: int | None) -> Place:
    """A stretch with its frames, where they are known: those of which anything is shown in it."""
    if frames is None:
        return Place(start_ms, end_ms, None, None, start_ms + 1 if end_ms is None else end_ms)
    start_frame = frames.find_frame(start_ms)
    if end_ms is None:
        end_frame = start_frame + 1
        return Place(
            start_ms, None, start_frame, end_frame, max(start_ms + 1, frames.start_ms(end_frame))
        )
    end_frame = max(start_frame + 1, frames.find_end(end_ms))
    return Place(start_ms, end_ms, start_frame, end_frame, end_ms)


def measure_film(clip: Clip, frames: FrameIndex | None) -> int:
    """The length of the film in whole milliseconds; its last frame may end in the one after those that were counted."""
    return max(clip.duration_ms or 0, frames.start_ms(frames.count) if frames else 0)


def describe_film(clip: Clip, frames: FrameIndex | None) -> FilmFacts:
    """Length and frame rate; at a variable rate, the mean."""
    kind = clip.kind.value
    if frames is None:
        return FilmFacts(kind, measure_film(clip, None))
    length_us = frames.starts_us[-1]
    shown = {after - before for before, after in pairwise(frames.starts_us)}
    return FilmFacts(
        kind,
        measure_film(clip, frames),
        frames.count,
        round(frames.count * US_IN_S / length_us, 3),
        max(shown) - min(shown) <= 2,  # times in microseconds are rounded
    )
