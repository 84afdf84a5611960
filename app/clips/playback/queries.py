"""Viewings and the bytes they open, each time asked anew whether they still may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import find_frames
from app.clips.models import WATCHABLE, Clip, Rendition, RenditionKind
from app.clips.playback.models import Viewing
from app.clips.playback.stored_files import StoredFile
from app.clips.policies import can_see_watchers, visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

PLAYED = (RenditionKind.REVIEW, RenditionKind.QUICK)
"""What plays, the best first."""
PLAYED_ON_WEAK_LINES = (RenditionKind.LOW, *PLAYED)
MOST_WATCHERS = 100
"""More people than ever have a reason to see one film."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who opened a film: when last, and how many times in all."""

    name: str
    last_at: datetime
    times: int


def get_viewing(actor: Actor, viewing_uuid: UUID) -> Viewing:
    """The actor's own viewing of a clip they may see at this moment. Raises NotFound."""
    viewing = db.session.scalar(
        sa.select(Viewing)
        .join(Viewing.clip)
        .where(
            Viewing.uuid == viewing_uuid,
            Viewing.person_id == actor.person_id,
            visible_to(actor),
        )
        .options(joinedload(Viewing.clip))
    )
    if viewing is None:
        raise NotFound
    return viewing


def get_film(actor: Actor, viewing_uuid: UUID, *, low: bool = False) -> StoredFile:
    """The film that plays under a viewing now: the review copy, or until there is one the quick copy.

    ``low`` asks for the low copy before both, for a weak line: where there is one, it shows the same frames at the same
    times. Raises NotFound where the viewing is over, or nothing can be played.
    """
    viewing = get_viewing(actor, viewing_uuid)
    wanted = PLAYED_ON_WEAK_LINES if low else PLAYED
    film = db.session.execute(
        sa.select(Rendition.storage_key, Rendition.content_type)
        .join(Rendition.clip)
        .where(Clip.id == viewing.clip_id, Clip.state.in_(WATCHABLE), Rendition.kind.in_(wanted))
        .order_by(sa.case({kind: place for place, kind in enumerate(wanted)}, value=Rendition.kind))
        .limit(1)
    ).one_or_none()
    if film is None:
        raise NotFound
    return StoredFile(*film)


def get_waveform(actor: Actor, viewing_uuid: UUID) -> StoredFile:
    """How loud the film under a viewing is. Raises NotFound, also where it has no sound, or it was not drawn yet."""
    viewing = get_viewing(actor, viewing_uuid)
    return get_picture(actor, viewing.clip.uuid, RenditionKind.WAVEFORM)


def get_frames(actor: Actor, viewing_uuid: UUID) -> FrameIndex:
    """The frames of the review copy that plays under a viewing. Raises NotFound, also while there is no such copy."""
    frames = find_frames(actor, get_viewing(actor, viewing_uuid).clip)
    if frames is None:
        raise NotFound
    return frames


def list_watchers(actor: Actor, clip: Clip) -> Sequence[Watcher]:
    """Everyone but its owner who opened the film, the latest first; empty for whoever does not own it."""
    if not can_see_watchers(actor, clip):
        return []
    last_at = sa.func.max(Viewing.started_at)
    rows = db.session.execute(
        sa.select(Person.full_name, last_at, sa.func.count(Viewing.id))
        .join(Viewing, Viewing.person_id == Person.id)
        .where(Viewing.clip_id == clip.id, Person.id != actor.person_id)
        .group_by(Person.id, Person.full_name)
        .order_by(last_at.desc(), Person.id)
        .limit(MOST_WATCHERS)
    )
    return [Watcher(*row) for row in rows]


def get_picture(actor: Actor, clip_uuid: UUID, kind: RenditionKind) -> StoredFile:
    """The poster or filmstrip of a clip the actor may see. Raises NotFound, also while there is none."""
    picture = db.session.execute(
        sa.select(Rendition.storage_key, Rendition.content_type)
        .join(Rendition.clip)
        .where(Clip.uuid == clip_uuid, Rendition.kind == kind, visible_to(actor))
    ).one_or_none()
    if picture is None:
        raise NotFound
    return StoredFile(*picture)
