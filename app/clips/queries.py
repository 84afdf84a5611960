"""Films, read by whoever may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Cycle
from app.clips.models import Clip, Rendition, RenditionKind
from app.clips.policies import talk_visible_to, visible_to
from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.core.errors import DomainError, NotFound
from app.extensions import db
from app.trainees.models import Enrolment

_with_trainee = (
    joinedload(Clip.cycle)
    .joinedload(Cycle.client)
    .joinedload(Client.enrolment)
    .joinedload(Enrolment.person)
)


class FilmsClosed(DomainError):
    """Somebody's second factor was reset; for a day nobody sees films in their name."""

    status = 403
    title = "Films are closed to you for now"

    def __init__(self, until: datetime) -> None:
        local = until.astimezone(clock.LONDON)
        super().__init__(
            f"Your second factor was reset. Until {format_day(local.date())}, {local:%H:%M} (UK time), no film opens for "
            "your account, so that nobody can see families in your name. Everything else works."
        )


def require_open_films(actor: Actor) -> None:
    """Nothing about films is read or changed while they are closed to the actor. Raises FilmsClosed."""
    if actor.films_closed_until is not None:
        raise FilmsClosed(actor.films_closed_until)


def get_clip(actor: Actor, clip_uuid: UUID) -> Clip:
    """The clip at this address, with its cycle, client and trainee. Raises NotFound, also where it is not shared.

    Raises FilmsClosed, whatever the address, while films are closed to the actor.
    """
    require_open_films(actor)
    clip = db.session.scalar(
        sa.select(Clip).where(Clip.uuid == clip_uuid, visible_to(actor)).options(_with_trainee)
    )
    if clip is None:
        raise NotFound
    return clip


def get_studied_clip(actor: Actor, clip_uuid: UUID) -> Clip:
    """The clip at this address, for the two who study it: its trainee and their supervisor. Raises NotFound, FilmsClosed."""
    require_open_films(actor)
    clip = db.session.scalar(
        sa.select(Clip).where(Clip.uuid == clip_uuid, talk_visible_to(actor)).options(_with_trainee)
    )
    if clip is None:
        raise NotFound
    return clip


def list_clips_of_cycles(actor: Actor, cycle_ids: Collection[int]) -> Mapping[int, Sequence[Clip]]:
    """Cycle id -> its films that the actor may see: interaction before shared review, each in order of arrival.

    A cycle without such films has an empty list.
    """
    clips = db.session.scalars(
        sa.select(Clip)
        .where(Clip.cycle_id.in_(cycle_ids), visible_to(actor))
        .order_by(Clip.kind, Clip.id)
    )
    of_cycle: dict[int, list[Clip]] = {cycle_id: [] for cycle_id in cycle_ids}
    for clip in clips:
        of_cycle[clip.cycle_id].append(clip)
    return of_cycle


def list_clips_of_cycle(actor: Actor, cycle: Cycle) -> Sequence[Clip]:
    """The films of one cycle that the actor may see, in the same order."""
    return list_clips_of_cycles(actor, [cycle.id])[cycle.id]


def find_posters(clip_ids: Collection[int]) -> frozenset[int]:
    """The clips among these that have a still to show."""
    return frozenset(
        db.session.scalars(
            sa.select(Rendition.clip_id).where(
                Rendition.clip_id.in_(clip_ids), Rendition.kind == RenditionKind.POSTER
            )
        )
    )
