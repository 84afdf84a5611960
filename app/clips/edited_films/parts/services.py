"""Putting moments and cards in order, trimming them to the frame, and taking them out again.

Every change locks the board first and numbers its parts afresh, so that two windows never leave a gap or two parts at one
place.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.audit.services import record_event
from app.clips.edited_films.errors import (
    FilmNotReady,
    OutsideFilm,
    TooManyParts,
    TrimmedAway,
    WordsChanged,
)
from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind, Repeat
from app.clips.edited_films.parts.shapes import Edge, RemovedPart, Shape, Stretch
from app.clips.edited_films.policies import can_edit
from app.clips.edited_films.queries import find_part, list_open_films, list_parts
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import list_frames
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.clips.stills.choosing import choose_frames
from app.clips.stills.services import ask_for_stills
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict, NotFound
from app.core.policy import require
from app.extensions import db
from app.wording.services import forget_words_of

MOST_PARTS = 40
"""Parts of one film: ten times what a shared review takes."""


def add_moment(
    actor: Actor, film: EditedFilm, moment: Moment, *, uuid: UUID, position: int | None = None
) -> FilmPart:
    """Put a moment into the film as it was chosen, at the end unless a position (from 1) is given.

    Raises TooManyParts, FilmNotReady.
    """
    require(can_edit(actor, film.client))
    shape = Shape(
        words=moment.title,
        clip_id=moment.clip_id,
        moment_id=moment.id,
        stretch=Stretch(moment.start_frame, moment.end_frame),
    )
    return _add(actor, film, shape, uuid, position)


def add_card(
    actor: Actor,
    film: EditedFilm,
    *,
    uuid: UUID,
    words: str,
    seconds: int,
    position: int | None = None,
) -> FilmPart:
    """Put a card with a question into the film. Raises TooManyParts."""
    require(can_edit(actor, film.client))
    return _add(actor, film, Shape(words=words, seconds=seconds), uuid, position)


def put_back(
    actor: Actor, film: EditedFilm, shape: Shape, *, uuid: UUID, position: int | None = None
) -> FilmPart:
    """Undo a removal: the part stands again as it was. Raises TooManyParts, FilmNotReady, OutsideFilm, TrimmedAway."""
    require(can_edit(actor, film.client))
    return _add(actor, film, shape, uuid, position)


def move_part(actor: Actor, part: FilmPart, position: int) -> None:
    """Put the part at this position (from 1), or at the nearest there is; the others make room."""
    require(can_edit(actor, part.edited_film.client))
    film = part.edited_film
    rest = [other for other in _lock_with(actor, part) if other is not part]
    _number([*rest[: position - 1], part, *rest[position - 1 :]] if position > 1 else [part, *rest])
    _note(actor, film, "edited_film.ordered")


def remove_part(actor: Actor, part: FilmPart) -> RemovedPart | None:
    """Take the part out of the film; answers what undoing it needs, nothing where its film is hidden from the actor."""
    require(can_edit(actor, part.edited_film.client))
    film = part.edited_film
    rest = [other for other in _lock_with(actor, part) if other is not part]
    removed = RemovedPart.of(part) if _is_open(actor, part) else None
    _number(rest)
    forget_words_of(actor, [part.uuid])
    db.session.delete(part)
    _note(actor, film, "edited_film.shortened")
    return removed


def reword_part(
    actor: Actor, part: FilmPart, *, words: str, seen: str, repeat: Repeat, seconds: int
) -> None:
    """Change the title of a moment or the question of a card, how it is repeated, and for how long it stands.

    ``seen`` are the words that stood on the page it was changed on. Raises WordsChanged where others stand there now,
    and NotFound where the film of the part is hidden.
    """
    require(can_edit(actor, part.edited_film.client))
    _check_open(actor, part)
    _lock_with(actor, part)
    if part.words not in {seen, words}:
        raise WordsChanged(part.words)
    part.words, part.seconds = words, seconds
    part.repeat = repeat if part.kind is PartKind.MOMENT else Repeat.NONE
    _note(actor, part.edited_film, "edited_film.worded")


def step_edge(actor: Actor, part: FilmPart, edge: Edge, frames: int) -> None:
    """Trim one edge of a moment by so many frames, as far as the film and the other edge let it.

    Counted from where the edge stands now, so that two quick steps are two. Raises NotFound for a card and for a part
    whose film is hidden, FilmNotReady.
    """
    require(can_edit(actor, part.edited_film.client))
    index = _get_frames(actor, part)
    _lock_with(actor, part)
    if part.start_frame is None or part.end_frame is None:
        raise NotFound
    if edge is Edge.START:
        part.start_frame = min(max(part.start_frame + frames, 0), part.end_frame - 1)
    else:
        part.end_frame = max(min(part.end_frame + frames, index.count), part.start_frame + 1)
    _show(actor, part)
    _note(actor, part.edited_film, "edited_film.trimmed")


def trim_part(actor: Actor, part: FilmPart, start_ms: int, end_ms: int) -> None:
    """Show a moment from the frame at ``start_ms`` up to, not including, the one at ``end_ms``.

    Raises OutsideFilm, TrimmedAway, and the errors of `step_edge`.
    """
    require(can_edit(actor, part.edited_film.client))
    index = _get_frames(actor, part)
    if end_ms > index.start_ms(index.count):
        raise OutsideFilm
    stretch = Stretch(index.find_frame(start_ms), index.find_end(end_ms))
    _check(stretch, index)
    _lock_with(actor, part)
    part.start_frame, part.end_frame = stretch.start_frame, stretch.end_frame
    _show(actor, part)
    _note(actor, part.edited_film, "edited_film.trimmed")


def _add(
    actor: Actor, film: EditedFilm, shape: Shape, uuid: UUID, position: int | None
) -> FilmPart:
    if shape.clip_id is not None and shape.stretch is not None:
        index = list_frames(actor, [shape.clip_id]).get(shape.clip_id)
        if index is None:
            raise FilmNotReady
        _check(shape.stretch, index)
    lock_row(db.session(), film)
    if (added := find_part(actor, film, uuid)) is not None:
        return added
    parts = list(list_parts(actor, film))
    if len(parts) >= MOST_PARTS:
        raise TooManyParts
    part = shape.build(film, uuid)
    with refusing(db.session(), {"uq_film_part_uuid": Conflict}):
        db.session.add(part)
        parts.insert(len(parts) if position is None else max(0, position - 1), part)
        _number(parts)
    _show(actor, part)
    _note(actor, film, "edited_film.lengthened")
    return part


def _show(actor: Actor, part: FilmPart) -> None:
    """Have drawn what shows this part, where it shows a film."""
    if part.clip_id is None or part.start_frame is None or part.end_frame is None:
        return
    clip = db.session.get_one(Clip, part.clip_id)
    ask_for_stills(actor, clip, choose_frames(part.start_frame, part.end_frame))


def _check(stretch: Stretch, index: FrameIndex) -> None:
    if stretch.end_frame > index.count or stretch.start_frame < 0:
        raise OutsideFilm
    if stretch.start_frame >= stretch.end_frame:
        raise TrimmedAway


def _get_frames(actor: Actor, part: FilmPart) -> FrameIndex:
    _check_open(actor, part)
    if part.clip_id is None:
        raise NotFound
    index = list_frames(actor, [part.clip_id]).get(part.clip_id)
    if index is None:
        raise FilmNotReady
    return index


def _check_open(actor: Actor, part: FilmPart) -> None:
    if not _is_open(actor, part):
        raise NotFound


def _is_open(actor: Actor, part: FilmPart) -> bool:
    return part.clip_id is None or part.clip_id in list_open_films(actor, [part.clip_id])


def _lock_with(actor: Actor, part: FilmPart) -> Sequence[FilmPart]:
    """All parts of its board as they are once nobody else changes them. Raises NotFound where the part went meanwhile."""
    lock_row(db.session(), part.edited_film)
    parts = list_parts(actor, part.edited_film)
    if part not in parts:
        raise NotFound
    return parts


def _number(parts: Sequence[FilmPart]) -> None:
    for position, part in enumerate(parts, start=1):
        part.position = position


def _note(actor: Actor, film: EditedFilm, action: str) -> None:
    film.changed_at = clock.now()
    record_event(actor, action, "edited_film", film.uuid)
    db.session.flush()
