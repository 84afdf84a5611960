"""Frame indexes of films, for whoever may see the films."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip
from app.clips.policies import words_visible_to
from app.core.actor import Actor
from app.extensions import db


def list_frames(actor: Actor, clip_ids: Collection[int]) -> Mapping[int, FrameIndex]:
    """Clip id -> its frames, for those of these clips that the actor may know of and that have a review copy."""
    rows = db.session.execute(
        sa.select(FrameTimes.clip_id, FrameTimes.packed)
        .join(Clip, Clip.id == FrameTimes.clip_id)
        .where(FrameTimes.clip_id.in_(clip_ids), words_visible_to(actor))
    )
    return {clip_id: FrameIndex.unpack(packed) for clip_id, packed in rows}


def find_frames(actor: Actor, clip: Clip) -> FrameIndex | None:
    """The frames of one film; None while it has no review copy."""
    return list_frames(actor, [clip.id]).get(clip.id)


def has_frames(actor: Actor, clip: Clip) -> bool:
    """Whether its frames are known, so that moments can be chosen; the index itself is not read."""
    known = sa.select(FrameTimes.clip_id).join(Clip, Clip.id == FrameTimes.clip_id)
    wanted = known.where(FrameTimes.clip_id == clip.id, words_visible_to(actor))
    return db.session.scalar(wanted) is not None
