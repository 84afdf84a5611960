"""What the worker needs to know of a film it prepares."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from app.clips.erased.policies import erasure_ordered
from app.clips.models import Clip, ClipState, Rendition, RenditionKind, Upload
from app.clips.policies import visible_to
from app.clips.processing.orders import FilmOrder, UploadOrder, name_processing
from app.core.actor import Actor
from app.extensions import db
from app.jobs.queries import find_unfinished_job


def find_order(actor: Actor, clip_id: int) -> FilmOrder | None:
    """The film to prepare; None where it was erased meanwhile, never arrived, or is ready already."""
    clip = find_clip(actor, clip_id)
    if clip is None:
        return None
    keys = {
        rendition.kind: rendition.storage_key
        for rendition in db.session.scalars(sa.select(Rendition).filter_by(clip_id=clip_id))
    }
    if RenditionKind.ORIGINAL not in keys or RenditionKind.REVIEW in keys:
        return None
    return FilmOrder(clip_id, clip.uuid, keys[RenditionKind.ORIGINAL])


def find_clip(actor: Actor, clip_id: int) -> Clip | None:
    """The clip a job names by its id; None where there is none, or its erasure was ordered."""
    wanted = sa.select(Clip).where(Clip.id == clip_id, visible_to(actor), ~erasure_ordered())
    return db.session.scalar(wanted)


def find_rendition(actor: Actor, clip: Clip, kind: RenditionKind) -> Rendition | None:
    """What is kept of the clip in this form."""
    return db.session.scalar(
        sa.select(Rendition)
        .join(Rendition.clip)
        .where(Rendition.clip_id == clip.id, Rendition.kind == kind, visible_to(actor))
    )


def find_prepared_share(actor: Actor, clip_uuid: UUID) -> float | None:
    """How much of a film the actor may see is prepared, from 0 to 1; None while nobody works on it."""
    seen = sa.select(Clip.id).where(Clip.uuid == clip_uuid, visible_to(actor))
    job = find_unfinished_job(name_processing(clip_uuid))
    return job.progress if job and db.session.scalar(seen) else None


def find_upload_order(actor: Actor, clip_uuid: UUID) -> UploadOrder | None:
    """Where the bytes of a film the actor may see are arriving; None where none are on their way."""
    row = db.session.execute(
        sa.select(Upload.storage_key, Upload.length)
        .join(Upload.clip)
        .where(Clip.uuid == clip_uuid, Clip.state == ClipState.UPLOADING, visible_to(actor))
    ).one_or_none()
    return UploadOrder(*row) if row else None


def list_referenced_keys(storage_keys: Collection[str]) -> set[str]:
    """Those of these storage keys that a rendition or an upload still names."""
    named = sa.union(
        sa.select(Rendition.storage_key).where(Rendition.storage_key.in_(storage_keys)),
        sa.select(Upload.storage_key).where(Upload.storage_key.in_(storage_keys)),
    )
    return set(db.session.scalars(named))
