"""Stills, for whoever studies their film."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Cycle
from app.clips.erased.policies import erasure_ordered
from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, Rendition, RenditionKind
from app.clips.playback.stored_files import StoredFile
from app.clips.stills.models import Still
from app.clips.stills.orders import DrawingOrder, StillToDraw
from app.clips.stills.policies import visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.trainees.models import Enrolment

PICTURE = "image/jpeg"
MOST_KEPT = 60
"""Snapshots of one film: what can be looked through."""


def get_still(actor: Actor, uuid: UUID) -> Still:
    """The still at this address with its film and trainee. Raises NotFound."""
    still = db.session.scalar(
        sa.select(Still)
        .join(Still.clip)
        .where(Still.uuid == uuid, visible_to(actor))
        .options(
            joinedload(Still.clip)
            .joinedload(Clip.cycle)
            .joinedload(Cycle.client)
            .joinedload(Client.enrolment)
            .joinedload(Enrolment.person)
        )
    )
    if still is None:
        raise NotFound
    return still


def get_picture(actor: Actor, uuid: UUID) -> StoredFile:
    """The sealed picture of a still. Raises NotFound, also until it is drawn."""
    key = db.session.scalar(
        sa.select(Still.storage_key).join(Still.clip).where(Still.uuid == uuid, visible_to(actor))
    )
    if key is None:
        raise NotFound
    return StoredFile(key, PICTURE)


def find_still(actor: Actor, clip: Clip, frame: int) -> Still | None:
    """The still of this frame."""
    return db.session.scalar(
        sa.select(Still)
        .join(Still.clip)
        .where(Still.clip_id == clip.id, Still.frame == frame, visible_to(actor))
    )


def list_kept(actor: Actor, clip: Clip) -> Sequence[Still]:
    """The snapshots of a film in its order."""
    return db.session.scalars(
        sa.select(Still)
        .join(Still.clip)
        .where(Still.clip_id == clip.id, Still.is_kept.is_(True), visible_to(actor))
        .order_by(Still.frame)
        .limit(MOST_KEPT)
    ).all()


def list_stills_of(
    actor: Actor, frames: Collection[tuple[int, int]]
) -> Mapping[tuple[int, int], Still]:
    """(clip id, frame) -> its still, for those of these frames that are drawn and whose film the actor sees."""
    if not frames:
        return {}
    clip_ids, numbers = {clip_id for clip_id, _ in frames}, {frame for _, frame in frames}
    found = db.session.scalars(
        sa.select(Still)
        .join(Still.clip)
        .where(
            Still.clip_id.in_(clip_ids),
            Still.frame.in_(numbers),
            Still.storage_key.is_not(None),
            visible_to(actor),
        )
    )
    return {(still.clip_id, still.frame): still for still in found}


def count_kept(actor: Actor, clip: Clip) -> int:
    """How many snapshots of this film there are."""
    kept = sa.select(sa.func.count(Still.id)).join(Still.clip)
    wanted = kept.where(Still.clip_id == clip.id, Still.is_kept.is_(True), visible_to(actor))
    return db.session.scalar(wanted) or 0


def find_drawing_order(actor: Actor, clip_id: int, at_once: int) -> DrawingOrder | None:
    """What is to be drawn next of a film, in its order; None where nothing is, or the film is to be erased."""
    film = db.session.execute(
        sa.select(Clip.uuid, Rendition.storage_key, FrameTimes.packed)
        .join(Rendition, Rendition.clip_id == Clip.id)
        .join(FrameTimes, FrameTimes.clip_id == Clip.id)
        .where(
            Clip.id == clip_id,
            Rendition.kind == RenditionKind.REVIEW,
            visible_to(actor),
            ~erasure_ordered(),
        )
    ).one_or_none()
    if film is None:
        return None
    rows = db.session.execute(
        sa.select(Still.id, Still.uuid, Still.frame)
        .where(Still.clip_id == clip_id, Still.storage_key.is_(None))
        .order_by(Still.frame)
        .limit(at_once)
    )
    stills = [StillToDraw(*row) for row in rows]
    clip_uuid, review_key, packed = film
    return DrawingOrder(clip_id, clip_uuid, review_key, FrameIndex.unpack(packed), stills)
