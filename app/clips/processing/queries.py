"""What the worker needs to know of a film it prepares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Cycle
from app.clips.edited_films.models import Rendering, RenderingState
from app.clips.erased.policies import erasure_ordered
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, ClipState, Rendition, RenditionKind, Upload
from app.clips.policies import visible_to
from app.clips.processing.orders import (
    PROCESS_CLIP,
    REVIEW_CLIP,
    FilmOrder,
    UploadOrder,
    name_processing,
)
from app.clips.stills.models import Still
from app.core.actor import Actor
from app.extensions import db
from app.jobs.models import Job
from app.jobs.queries import list_unfinished_jobs

OPENED = 0.15
SHARES = {PROCESS_CLIP: (0.0, OPENED), REVIEW_CLIP: (OPENED, 1.0)}
"""The part of a film's preparation that each job is."""


def find_order(
    actor: Actor, clip_id: int, source: RenditionKind, *, unless: RenditionKind
) -> FilmOrder | None:
    """The film to work on, from its ``source``; None where it was erased meanwhile, never arrived, or ``unless`` is made."""
    clip = find_clip(actor, clip_id)
    if clip is None:
        return None
    keys = {
        rendition.kind: rendition.storage_key
        for rendition in db.session.scalars(sa.select(Rendition).filter_by(clip_id=clip_id))
    }
    if source not in keys or unless in keys:
        return None
    announced = db.session.scalar(sa.select(Upload.sha256).where(Upload.clip_id == clip_id))
    return FilmOrder(clip_id, clip.uuid, keys[source], announced)


def find_clip(actor: Actor, clip_id: int) -> Clip | None:
    """The clip a job names by its id; None where there is none, or its erasure was ordered."""
    wanted = sa.select(Clip).where(Clip.id == clip_id, visible_to(actor), ~erasure_ordered())
    return db.session.scalar(wanted)


def list_uncounted(actor: Actor, limit: int) -> Sequence[Clip]:
    """Ready films with a review copy whose frames nobody has counted, the oldest first, with the person they are of."""
    return db.session.scalars(
        sa.select(Clip)
        .join(Rendition, Rendition.clip_id == Clip.id)
        .outerjoin(FrameTimes, FrameTimes.clip_id == Clip.id)
        .where(
            Clip.state == ClipState.READY,
            Rendition.kind == RenditionKind.REVIEW,
            FrameTimes.clip_id.is_(None),
            visible_to(actor),
            ~erasure_ordered(),
        )
        .options(joinedload(Clip.cycle).joinedload(Cycle.client).joinedload(Client.enrolment))
        .order_by(Clip.id)
        .limit(limit)
    ).all()


def find_rendition(actor: Actor, clip: Clip, kind: RenditionKind) -> Rendition | None:
    """What is kept of the clip in this form."""
    return db.session.scalar(
        sa.select(Rendition)
        .join(Rendition.clip)
        .where(Rendition.clip_id == clip.id, Rendition.kind == kind, visible_to(actor))
    )


def find_preparation(actor: Actor, clip_uuid: UUID) -> Job | None:
    """The job that prepares a film the actor may see, or waits to; what is made after the film is ready does not count."""
    seen = sa.select(Clip.id).where(Clip.uuid == clip_uuid, visible_to(actor))
    if db.session.scalar(seen) is None:
        return None
    keys = [name_processing(clip_uuid, name) for name in SHARES]
    return next(iter(list_unfinished_jobs(keys)), None)


def find_upload_order(actor: Actor, clip_uuid: UUID) -> UploadOrder | None:
    """Where the bytes of a film the actor may see are arriving; None where none are on their way."""
    row = db.session.execute(
        sa.select(Upload.storage_key, Upload.length)
        .join(Upload.clip)
        .where(Clip.uuid == clip_uuid, Clip.state == ClipState.UPLOADING, visible_to(actor))
    ).one_or_none()
    return UploadOrder(*row) if row else None


def list_referenced_keys(storage_keys: Collection[str]) -> set[str]:
    """Those of these storage keys that a rendition, an upload, a still or a rendering still names."""
    of_renderings = [
        sa.select(key).where(key.in_(storage_keys), Rendering.state == RenderingState.READY)
        for key in (Rendering.storage_key, Rendering.poster_key)
    ]
    of_films = [
        sa.select(key).where(key.in_(storage_keys))
        for key in (Rendition.storage_key, Upload.storage_key, Still.storage_key)
    ]
    found: Iterable[str | None] = db.session.scalars(sa.union(*of_renderings, *of_films))
    return {key for key in found if key is not None}
