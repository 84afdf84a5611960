"""The board as a page shows it: parts with their times and forms, and the moments to choose from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind
from app.clips.edited_films.queries import list_moments, list_open_films, list_parts
from app.clips.edited_films.timing import MS_IN_SECOND, TITLE_S, PartTimes, lay_out
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import list_frames
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.clips.stills.models import Still
from app.clips.stills.queries import list_stills_of
from app.core.actor import Actor
from app.core.pagination import Page

NOWHERE = (0, 0)
"""No film's frame."""


@dataclass(frozen=True, slots=True)
class PartView:
    """One part at its place. ``is_open``: it is a card, or the actor may see its film now; the others are shown as hidden."""

    part: FilmPart
    number: int
    times: PartTimes
    frames: FrameIndex | None
    is_open: bool
    still: Still | None = None

    @property
    def is_card(self) -> bool:
        """Whether it is a card."""
        return self.part.kind is PartKind.CARD

    @property
    def start_ms(self) -> int:
        """Where its film begins in the source."""
        return self.frames.start_ms(self.part.start_frame or 0) if self.frames else 0

    @property
    def end_ms(self) -> int:
        """Where its film ends in the source."""
        return self.start_ms + self.times.plays_ms

    @property
    def frame_count(self) -> int:
        """How many frames of film it shows."""
        return (self.part.end_frame or 0) - (self.part.start_frame or 0)


@dataclass(frozen=True, slots=True)
class OfferedMoment:
    """A moment that can be added, and how many times it stands in the film already."""

    moment: Moment
    length_ms: int
    times_used: int
    still: Still | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a board shows to one person."""

    film: EditedFilm
    parts: Sequence[PartView]
    offered: Page[OfferedMoment]

    @property
    def length_ms(self) -> int:
        """How long the whole film is."""
        return self.parts[-1].times.to_ms if self.parts else 0

    @property
    def title_ms(self) -> int:
        """How long a title stands over its moment."""
        return TITLE_S * MS_IN_SECOND

    @property
    def moment_count(self) -> int:
        """How many moments it has."""
        return sum(not view.is_card for view in self.parts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is hidden from this person, and something is there to play."""
        return bool(self.parts) and all(view.is_open for view in self.parts)


def build_board(actor: Actor, film: EditedFilm, page: int = 1) -> Board:
    """The board as the actor may see it, in a fixed number of queries; ``page`` is that of the moments to choose from."""
    parts = list_parts(actor, film)
    open_ids = list_open_films(actor, {part.clip_id for part in parts if part.clip_id is not None})
    moments = list_moments(actor, film.client, page)
    pictured: list[FilmPart | Moment] = [*parts, *moments.rows]
    places = [_find_middle(each) for each in pictured]
    stills = list_stills_of(actor, [place for place in places if place is not None])
    used = [part.moment_id for part in parts]
    offered = moments.build(
        lambda moment: OfferedMoment(
            moment,
            moment.end_ms - moment.start_ms,
            used.count(moment.id),
            stills.get(_find_middle(moment) or NOWHERE),
        )
    )
    views = _view(parts, open_ids, list_frames(actor, open_ids))
    shown = [replace(v, still=stills.get(_find_middle(v.part) or NOWHERE)) for v in views]
    return Board(film, shown, offered)


def list_sources(views: Sequence[PartView]) -> Sequence[Clip]:
    """The films of a board that are open, each once, in the order in which they come."""
    clips = [view.part.clip for view in views if view.is_open and view.part.clip is not None]
    return list(dict.fromkeys(clips))


def _find_middle(shown: FilmPart | Moment) -> tuple[int, int] | None:
    """The film and the frame in the middle of what is shown of it; None for a card."""
    if shown.clip_id is None or shown.start_frame is None or shown.end_frame is None:
        return None
    return shown.clip_id, (shown.start_frame + shown.end_frame) // 2


def _view(
    parts: Sequence[FilmPart], open_ids: Collection[int], indexes: Mapping[int, FrameIndex]
) -> Sequence[PartView]:
    frames = [indexes.get(part.clip_id) if part.clip_id else None for part in parts]
    times = lay_out(list(zip(parts, frames, strict=True)))
    return [
        PartView(part, number, time, index, part.clip_id is None or part.clip_id in open_ids)
        for number, (part, time, index) in enumerate(zip(parts, times, frames, strict=True), 1)
    ]
