"""What decides about the bytes of an edited film: its passages to the frame, their order, and the picture they share."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from uuid import UUID

from app.clips.edited_films.models import FilmPart, Repeat
from app.clips.edited_films.timing import SLOWED, find_still_frame
from app.clips.frames.index import FrameIndex

RENDERER = 1
"""Raised whenever the same parts would give other bytes: what was rendered before then counts as changed."""

LYING, UPRIGHT = (1280, 720), (720, 1280)
"""The largest pictures. A film is upright only where all its sources are."""
US_IN_SECOND = 1_000_000


class PassageKind(enum.StrEnum):
    """What a stretch of an edited film shows."""

    MOMENT = "moment"
    SLOW = "slow"
    STILL = "still"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Source:
    """A film that something is taken from: its review copy, when its frames are shown, and its upright shape."""

    clip_id: int
    clip_uuid: UUID
    review_key: str
    frames: FrameIndex = field(compare=False, repr=False)
    shape: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an edited film from one place: ``shown_us`` is how long each of its frames stands, in order.

    ``source`` and its half-open frames are None for a card. ``words`` are a card's question, or the title over a moment;
    a repeat is seen without them.
    """

    kind: PassageKind
    part_uuid: UUID
    shown_us: tuple[int, ...]
    words: str = ""
    source: Source | None = None
    start_frame: int | None = None
    end_frame: int | None = None

    @property
    def cut(self) -> tuple[int, int]:
        """Its frames in the source."""
        if self.start_frame is None or self.end_frame is None:
            raise ValueError("a card is no part of a film")
        return self.start_frame, self.end_frame


@dataclass(frozen=True)
class Recipe:
    """An edited film as it is to be: ``size`` is the width and height of its picture."""

    passages: tuple[Passage, ...]
    size: tuple[int, int]

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The films it is made from, each once, in the order in which they appear."""
        return tuple(dict.fromkeys(p.source for p in self.passages if p.source is not None))

    @cached_property
    def frames(self) -> FrameIndex:
        """The frames of the film that comes out."""
        return FrameIndex.from_durations(us for passage in self.passages for us in passage.shown_us)

    @cached_property
    def starts_us(self) -> tuple[int, ...]:
        """Where each passage begins, in microseconds, and last the end of the film."""
        return (0, *accumulate(sum(passage.shown_us) for passage in self.passages))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that decides about the bytes, in hexadecimal."""
        passages = [
            (
                p.kind.value,
                p.source and p.source.review_key,
                p.start_frame,
                p.end_frame,
                p.words,
                sum(p.shown_us),
            )
            for p in self.passages
        ]
        decisive = {"renderer": RENDERER, "size": self.size, "passages": passages}
        return hashlib.sha256(json.dumps(decisive).encode()).hexdigest()

    def list_timeline(self) -> list[dict[str, str | int | None]]:
        """Where each passage stands in the film and where it comes from, as `Rendering.timeline` keeps it."""
        edges = [0, *accumulate(len(passage.shown_us) for passage in self.passages)]
        return [
            {
                "kind": passage.kind.value,
                "words": passage.words,
                "from_frame": first,
                "to_frame": after,
                "from_ms": self.frames.start_ms(first),
                "to_ms": self.frames.start_ms(after),
                "part": str(passage.part_uuid),
                "clip": str(passage.source.clip_uuid) if passage.source else None,
                "start_frame": passage.start_frame,
                "end_frame": passage.end_frame,
            }
            for passage, first, after in zip(self.passages, edges, edges[1:], strict=False)
        ]


def write_recipe(parts: Sequence[FilmPart], sources: Mapping[int, Source]) -> Recipe:
    """The recipe of these parts in their order; ``sources`` by the ids of their clips, all of them known.

    A moment whose end lies beyond its film ends with the film; one that lies beyond it altogether is left out.
    """
    passages = tuple(passage for part in parts for passage in _list_passages(part, sources))
    used = {p.source.clip_id: p.source.shape for p in passages if p.source is not None}
    return Recipe(passages, choose_size(list(used.values())))


def choose_size(shapes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The smallest picture in which every one of these shapes has the room it needs: even, never larger than `LYING`, or
    than `UPRIGHT` where all are higher than wide."""
    is_upright = bool(shapes) and all(height > width for width, height in shapes)
    box = UPRIGHT if is_upright else LYING
    fitted = [_fit(shape, box) for shape in shapes] or [box]
    return max(width for width, _ in fitted), max(height for _, height in fitted)


def _fit(shape: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    factor = min(1.0, box[0] / shape[0], box[1] / shape[1])
    return _even(shape[0] * factor), _even(shape[1] * factor)


def _even(pixels: float) -> int:
    return max(2, 2 * round(pixels / 2))


def _list_passages(part: FilmPart, sources: Mapping[int, Source]) -> Iterator[Passage]:
    stays_us = part.seconds * US_IN_SECOND
    if part.clip_id is None:
        yield Passage(PassageKind.CARD, part.uuid, (stays_us,), part.words)
        return
    source = sources[part.clip_id]
    start, end = part.start_frame or 0, min(part.end_frame or 0, source.frames.count)
    if start >= end:
        return
    edges = source.frames.starts_us[start : end + 1]
    shown = tuple(after - before for before, after in pairwise(edges))
    yield Passage(PassageKind.MOMENT, part.uuid, shown, part.words, source, start, end)
    if part.repeat is Repeat.SLOW:
        slowed = tuple(SLOWED * us for us in shown)
        yield Passage(PassageKind.SLOW, part.uuid, slowed, "", source, start, end)
    if part.repeat is Repeat.STILL:
        still = min(find_still_frame(part), end - 1)
        yield Passage(PassageKind.STILL, part.uuid, (stays_us,), "", source, still, still + 1)
