"""How long each part of an edited film lasts, and where it stands: the same for board, preview and rendering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.clips.edited_films.models import FilmPart, Repeat
from app.clips.frames.index import FrameIndex

SLOWED = 2
"""How many times as long a slow repeat takes as the moment itself."""

TITLE_S = 4
"""How long a title stands over its moment: from its beginning, and not over what is repeated."""

MS_IN_SECOND = 1000


@dataclass(frozen=True, slots=True)
class PartTimes:
    """Where a part stands in the whole and how long it takes, in ms: first its film at its own speed (``plays_ms``, none
    for a card), then what stands or is repeated (``stays_ms``)."""

    from_ms: int
    plays_ms: int
    stays_ms: int

    @property
    def length_ms(self) -> int:
        """How long the whole part takes."""
        return self.plays_ms + self.stays_ms

    @property
    def to_ms(self) -> int:
        """Where the next part begins."""
        return self.from_ms + self.length_ms


def lay_out(parts: Sequence[tuple[FilmPart, FrameIndex | None]]) -> list[PartTimes]:
    """The times of parts in their order, each with the frames of its film; a part whose film is hidden or has no review
    copy takes no time."""
    times: list[PartTimes] = []
    at_ms = 0
    for part, frames in parts:
        times.append(PartTimes(at_ms, *_measure(part, frames)))
        at_ms = times[-1].to_ms
    return times


def find_still_frame(part: FilmPart) -> int:
    """The frame that stands still after a moment: its last, so that trimming chooses it to the frame."""
    return (part.end_frame or 1) - 1


def _measure(part: FilmPart, frames: FrameIndex | None) -> tuple[int, int]:
    if part.clip_id is None:
        return 0, part.seconds * MS_IN_SECOND
    if frames is None or part.start_frame is None or part.end_frame is None:
        return 0, 0
    end = min(part.end_frame, frames.count)
    plays_ms = max(0, frames.start_ms(end) - frames.start_ms(min(part.start_frame, end)))
    stays_ms = {
        Repeat.NONE: 0,
        Repeat.STILL: part.seconds * MS_IN_SECOND,
        Repeat.SLOW: plays_ms * SLOWED,
    }
    return plays_ms, stays_ms[part.repeat]
