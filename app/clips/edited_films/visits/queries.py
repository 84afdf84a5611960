"""Visits, and what stands in the way of one."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.clips.edited_films.models import Rendering, RenderingSource, Visit
from app.clips.edited_films.screenings.queries import FILM
from app.clips.edited_films.visits.policies import can_take_along, visible_to
from app.clips.keeping.policies import is_standing
from app.clips.models import Hold
from app.clips.playback.stored_files import StoredFile
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db


def get_visit(actor: Actor, visit_uuid: UUID) -> Visit:
    """The actor's own visit while the film may still be kept for it. Raises NotFound.

    A hold, an organisation that lets films leave no longer, and a board that was removed end it like a withdrawal.
    """
    visit = db.session.scalar(
        sa.select(Visit)
        .where(Visit.uuid == visit_uuid, visible_to(actor))
        .options(joinedload(Visit.rendering))
    )
    if visit is None or not _may_be_out(actor, visit.rendering):
        raise NotFound
    return visit


def get_film(actor: Actor, visit_uuid: UUID) -> StoredFile:
    """The film that is taken to this visit. Raises NotFound."""
    storage_key = get_visit(actor, visit_uuid).rendering.storage_key
    if storage_key is None:
        raise NotFound
    return StoredFile(storage_key, FILM)


def may_leave(actor: Actor, rendering: Rendering) -> bool:
    """Whether the organisation that answers for the film lets films out of the portal."""
    require(can_take_along(actor, rendering))
    film = rendering.edited_film
    organisation = film.client.organisation if film else None
    return organisation is not None and organisation.films_may_leave


def is_held(actor: Actor, rendering: Rendering) -> bool:
    """Whether a hold stands on one of the films it is made from."""
    require(can_take_along(actor, rendering))
    held = sa.exists().where(Hold.clip_id == RenderingSource.clip_id, is_standing())
    of_rendering = sa.select(RenderingSource.id).where(
        RenderingSource.rendering_id == rendering.id, held.correlate(RenderingSource)
    )
    return db.session.scalar(of_rendering.limit(1)) is not None


def _may_be_out(actor: Actor, rendering: Rendering) -> bool:
    if not can_take_along(actor, rendering):
        return False
    return may_leave(actor, rendering) and not is_held(actor, rendering)
