"""What a part of an edited film is, apart from its row."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from uuid import UUID

from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind, Repeat


class Edge(enum.StrEnum):
    """Where a moment can be trimmed."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames of a film from the first that is shown up to the first that is not."""

    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything a part says, so that it can be put back as it was; without a film it is a card."""

    words: str = ""
    repeat: Repeat = Repeat.NONE
    seconds: int = 4
    clip_id: int | None = None
    moment_id: int | None = None
    stretch: Stretch | None = None

    @classmethod
    def of(cls, part: FilmPart) -> Shape:
        """What this part says now."""
        stretch = None
        if part.start_frame is not None and part.end_frame is not None:
            stretch = Stretch(part.start_frame, part.end_frame)
        return cls(part.words, part.repeat, part.seconds, part.clip_id, part.moment_id, stretch)

    def build(self, film: EditedFilm, uuid: UUID) -> FilmPart:
        """A row of it, still without a position."""
        return FilmPart(
            uuid=uuid,
            edited_film=film,
            kind=PartKind.CARD if self.clip_id is None else PartKind.MOMENT,
            clip_id=self.clip_id,
            moment_id=self.moment_id,
            start_frame=self.stretch.start_frame if self.stretch else None,
            end_frame=self.stretch.end_frame if self.stretch else None,
            words=self.words,
            repeat=self.repeat,
            seconds=self.seconds,
        )


@dataclass(frozen=True, slots=True)
class RemovedPart:
    """What was taken out, with everything a page needs to put it back."""

    shape: Shape
    position: int
    clip_uuid: UUID | None
    moment_uuid: UUID | None

    @classmethod
    def of(cls, part: FilmPart) -> RemovedPart:
        """The part as it is now."""
        return cls(
            Shape.of(part),
            part.position,
            part.clip.uuid if part.clip else None,
            part.moment.uuid if part.moment else None,
        )
