"""Screenings and the bytes they open, each time asked anew whether they still may."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.clips.edited_films.models import Rendering, RenderingState, Screening
from app.clips.edited_films.rendering.policies import visible_to
from app.clips.frames.index import FrameIndex
from app.clips.playback.stored_files import StoredFile
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

FILM = "video/mp4"


def get_screening(actor: Actor, screening_uuid: UUID) -> Screening:
    """The actor's own screening of a film of which they may see every source at this moment. Raises NotFound."""
    screening = db.session.scalar(
        sa.select(Screening)
        .join(Screening.rendering)
        .where(
            Screening.uuid == screening_uuid,
            Screening.person_id == actor.person_id,
            Rendering.state == RenderingState.READY,
            visible_to(actor),
        )
        .options(joinedload(Screening.rendering))
    )
    if screening is None:
        raise NotFound
    return screening


def get_film(actor: Actor, screening_uuid: UUID) -> StoredFile:
    """The film that plays under a screening. Raises NotFound where the screening is over."""
    storage_key = get_screening(actor, screening_uuid).rendering.storage_key
    if storage_key is None:
        raise NotFound
    return StoredFile(storage_key, FILM)


def get_frames(actor: Actor, screening_uuid: UUID) -> FrameIndex:
    """The frames of the film that plays under a screening. Raises NotFound."""
    packed = get_screening(actor, screening_uuid).rendering.frames
    if packed is None:
        raise NotFound
    return FrameIndex.unpack(packed)
