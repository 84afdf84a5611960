"""Renderings, read by whoever may see every film they are made from; and the films themselves, for the worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Person
from app.cases.models import Client, Cycle
from app.clips.edited_films.models import (
    EditedFilm,
    FilmPart,
    Rendering,
    RenderingSource,
    RenderingState,
    Screening,
    Visit,
)
from app.clips.edited_films.rendering.errors import SourceClosed, SourceNotReady
from app.clips.edited_films.rendering.policies import can_remove, can_see_audience, visible_to
from app.clips.edited_films.rendering.recipe import LYING, Source
from app.clips.frames.queries import list_frames
from app.clips.models import Clip, Rendition, RenditionKind
from app.clips.playback.queries import MOST_WATCHERS, Watcher
from app.clips.playback.stored_files import StoredFile
from app.clips.policies import talk_visible_to
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db
from app.trainees.models import Enrolment

PICTURE = "image/jpeg"
SHOWN_FOR = timedelta(hours=8)
"""How long after it was opened a film may still be in a shared review, also where another was made meanwhile."""

_with_trainee = (
    joinedload(Rendering.edited_film)
    .joinedload(EditedFilm.client)
    .joinedload(Client.enrolment)
    .joinedload(Enrolment.person)
)


def list_sources(actor: Actor, parts: Sequence[FilmPart], *, locked: bool = False) -> list[Source]:
    """The films that these parts are taken from, each once, all of them open to the actor.

    ``locked``: nobody orders the erasure of one before this transaction ends. Raises SourceClosed and SourceNotReady.
    """
    clip_ids = sorted({part.clip_id for part in parts if part.clip_id is not None})
    if locked:
        wanted = sa.select(Clip.id).where(Clip.id.in_(clip_ids)).order_by(Clip.id)
        db.session.execute(wanted.with_for_update())
    open_ids = set(_list_open(actor, clip_ids))
    if open_ids != set(clip_ids):
        raise SourceClosed
    frames = list_frames(actor, clip_ids)
    rows = db.session.execute(
        sa.select(Clip.id, Clip.uuid, Rendition.storage_key, Clip.width, Clip.height)
        .join(Rendition, Rendition.clip_id == Clip.id)
        .where(Clip.id.in_(clip_ids), Rendition.kind == RenditionKind.REVIEW)
        .order_by(Clip.id)
    )
    sources = [
        Source(clip_id, uuid, key, frames[clip_id], (width or LYING[0], height or LYING[1]))
        for clip_id, uuid, key, width, height in rows
        if clip_id in frames
    ]
    if len(sources) != len(clip_ids):
        raise SourceNotReady
    return sources


def are_open(actor: Actor, clip_ids: Collection[int]) -> bool:
    """Whether the actor may see every one of these films at this moment."""
    return set(_list_open(actor, clip_ids)) == set(clip_ids)


def get_rendering(actor: Actor, uuid: UUID) -> Rendering:
    """The rendering at this address, ready and open to the actor now, with its board and trainee. Raises NotFound."""
    rendering = db.session.scalar(
        sa.select(Rendering)
        .where(Rendering.uuid == uuid, Rendering.state == RenderingState.READY, visible_to(actor))
        .options(_with_trainee)
    )
    if rendering is None:
        raise NotFound
    return rendering


def find_ready(actor: Actor, film: EditedFilm) -> Rendering | None:
    """The film that was made of this board last and can be watched now; None also where one of its sources is closed."""
    return db.session.scalar(
        sa.select(Rendering)
        .where(
            Rendering.edited_film_id == film.id,
            Rendering.state == RenderingState.READY,
            visible_to(actor),
        )
        .order_by(Rendering.id.desc())
        .options(_with_trainee)
        .limit(1)
    )


def find_latest(actor: Actor, film: EditedFilm) -> Rendering | None:
    """The rendering that was asked for last, however far it is, while every film in it is open to the actor."""
    return db.session.scalar(
        sa.select(Rendering)
        .where(
            Rendering.edited_film_id == film.id,
            Rendering.state != RenderingState.REMOVED,
            visible_to(actor),
        )
        .order_by(Rendering.id.desc())
        .limit(1)
    )


def list_standing(actor: Actor, film: EditedFilm) -> Sequence[Rendering]:
    """Every rendering of this board that has not been removed, whoever sees it, in the order they were asked for."""
    require(actor.is_system or can_see_audience(actor, film))
    return db.session.scalars(
        sa.select(Rendering)
        .where(Rendering.edited_film_id == film.id, Rendering.state != RenderingState.REMOVED)
        .order_by(Rendering.id)
    ).all()


def list_replaced(actor: Actor) -> Sequence[Rendering]:
    """Films of boards that were made again since, and that nobody is showing or has along any more."""
    require(can_remove(actor))
    now, newer = clock.now(), aliased(Rendering)
    is_shown = sa.exists().where(
        Screening.rendering_id == Rendering.id, Screening.started_at > now - SHOWN_FOR
    )
    is_along = sa.exists().where(
        Visit.rendering_id == Rendering.id, Visit.ended_at.is_(None), Visit.until_at > now
    )
    is_replaced = sa.exists().where(
        newer.edited_film_id == Rendering.edited_film_id,
        newer.state == RenderingState.READY,
        newer.id > Rendering.id,
    )
    return db.session.scalars(
        sa.select(Rendering)
        .where(Rendering.state == RenderingState.READY, is_replaced, ~is_shown, ~is_along)
        .order_by(Rendering.id)
    ).all()


def find_waiting(actor: Actor, rendering_id: int) -> Rendering | None:
    """The rendering a job names by its id, with its board and whose it is; None where nothing is to be made any more."""
    require(can_remove(actor))
    return db.session.scalar(
        sa.select(Rendering)
        .where(Rendering.id == rendering_id, Rendering.state == RenderingState.WAITING)
        .options(_with_trainee)
    )


def find_removed(actor: Actor, rendering_id: int) -> Rendering | None:
    """The rendering that gave way and is to be removed; None where all is done."""
    require(can_remove(actor))
    return db.session.scalar(
        sa.select(Rendering).where(
            Rendering.id == rendering_id, Rendering.state == RenderingState.REMOVED
        )
    )


def list_renderings_of(actor: Actor, clip_id: int) -> Sequence[Rendering]:
    """Every rendering that anything of this film is in, however far it is."""
    require(can_remove(actor))
    return db.session.scalars(
        sa.select(Rendering)
        .join(RenderingSource, RenderingSource.rendering_id == Rendering.id)
        .where(RenderingSource.clip_id == clip_id)
        .order_by(Rendering.id)
    ).all()


def get_poster(actor: Actor, uuid: UUID) -> StoredFile:
    """One still of a rendering that the actor may see. Raises NotFound."""
    rendering = get_rendering(actor, uuid)
    if rendering.poster_key is None:
        raise NotFound
    return StoredFile(rendering.poster_key, PICTURE)


def list_audience(actor: Actor, film: EditedFilm) -> Sequence[Watcher]:
    """Everyone but its owner who watched a film made of this board, the latest first; empty for whoever does not own it."""
    if not can_see_audience(actor, film):
        return []
    last_at = sa.func.max(Screening.started_at)
    rows = db.session.execute(
        sa.select(Person.full_name, last_at, sa.func.count(Screening.id))
        .join(Screening, Screening.person_id == Person.id)
        .join(Screening.rendering)
        .where(Rendering.edited_film_id == film.id, Person.id != actor.person_id)
        .group_by(Person.id, Person.full_name)
        .order_by(last_at.desc(), Person.id)
        .limit(MOST_WATCHERS)
    )
    return [Watcher(*row) for row in rows]


def list_source_clips(actor: Actor, rendering: Rendering) -> Sequence[Clip]:
    """The films it is made from that the actor may see, with their cycles, in order."""
    return db.session.scalars(
        sa.select(Clip)
        .join(RenderingSource, RenderingSource.clip_id == Clip.id)
        .join(Clip.cycle)
        .where(RenderingSource.rendering_id == rendering.id, talk_visible_to(actor))
        .options(joinedload(Clip.cycle))
        .order_by(Cycle.number, Clip.kind, Clip.id)
    ).all()


def _list_open(actor: Actor, clip_ids: Collection[int]) -> Sequence[int]:
    return db.session.scalars(
        sa.select(Clip.id).where(Clip.id.in_(clip_ids), talk_visible_to(actor))
    ).all()
