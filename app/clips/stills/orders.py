"""Stills to draw, apart from the transaction they were read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.clips.frames.index import FrameIndex

DRAW_STILLS = "clips.draw_stills"


@dataclass(frozen=True, slots=True)
class StillToDraw:
    """One frame that has no picture yet."""

    still_id: int
    uuid: UUID
    frame: int


@dataclass(frozen=True, slots=True)
class DrawingOrder:
    """A film's review copy with its frames, and what is to be drawn of it."""

    clip_id: int
    clip_uuid: UUID
    review_key: str
    index: FrameIndex
    stills: Sequence[StillToDraw]


def name_drawing(clip_uuid: UUID) -> str:
    """The key under which at most one job draws stills of this film."""
    return f"{DRAW_STILLS}:{clip_uuid}"
