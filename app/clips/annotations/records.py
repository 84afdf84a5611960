"""What was written about one film, as it goes into a file: plain values, nothing that leads to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.clips.turns.models import TurnKind
from app.frameworks.parties import Party

US_IN_S = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a film in milliseconds and frames, half open; a point has no ``end_ms`` and lasts one frame.

    ``shown_end_ms`` is where it ends in files in which nothing is without length.
    """

    start_ms: int
    end_ms: int | None
    start_frame: int | None
    end_frame: int | None
    shown_end_ms: int


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """How long the film is and how its frames follow each other; without a review copy its frames are not known."""

    kind: str
    length_ms: int
    frame_count: int | None = None
    frames_per_second: float | None = None
    is_rate_constant: bool | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A principle, or one of its items, under the ``uuid`` that names it in this installation."""

    uuid: UUID
    code: str
    words: str
    version: int

    @property
    def label(self) -> str:
        """The words with the sign of their principle in front."""
        return f"{self.code} {self.words}"


@dataclass(frozen=True, slots=True)
class TagRecord:
    """Who did what."""

    party: Party
    term: Term


@dataclass(frozen=True, slots=True)
class MomentRecord:
    """A moment; ``goal`` is the number of the goal it speaks to."""

    place: Place
    title: str
    note: str
    reason: str
    goal: int | None
    tags: Sequence[TagRecord]


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A turn."""

    place: Place
    party: Party
    kind: TurnKind


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """A line of what is said."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A released comment; ``kind`` in words. Whose it is, is told by what they are to the trainee."""

    place: Place
    kind: str
    words: str
    by: Party = Party.SUPERVISOR


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything about one film that somebody may read; ``terms`` are the principles and items to choose from."""

    film: FilmFacts
    moments: Sequence[MomentRecord]
    turns: Sequence[TurnRecord]
    captions: Sequence[CaptionRecord]
    comments: Sequence[CommentRecord]
    terms: Sequence[Term]
