"""Keeping the frame index of a film beside it."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip
from app.clips.policies import can_prepare
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def keep_frames(actor: Actor, clip: Clip, frames: FrameIndex) -> None:
    """Let these be the frames of the clip's review copy, in place of earlier ones."""
    require(can_prepare(actor, clip))
    forget_frames(actor, clip)
    db.session.add(FrameTimes(clip_id=clip.id, count=frames.count, packed=frames.pack()))


def forget_frames(actor: Actor, clip: Clip) -> None:
    """The review copy they were of is gone, or gives way to another."""
    require(can_prepare(actor, clip))
    db.session.execute(sa.delete(FrameTimes).where(FrameTimes.clip_id == clip.id))
