"""Films whose erasure was ordered, made straight in the database."""

from __future__ import annotations

from app.clips.keeping.orders import ERASE_CLIP
from app.clips.models import Clip, ErasureOrder, ErasureReason
from app.extensions import db
from app.jobs.services import enqueue_job


def order_erasure(clip: Clip, reason: ErasureReason = ErasureReason.WRONG_FILM) -> ErasureOrder:
    """From now on nobody sees the film, and a job that erases it waits."""
    order = ErasureOrder(clip=clip, reason=reason)
    db.session.add(order)
    enqueue_job(ERASE_CLIP, {"clip_id": clip.id})
    db.session.commit()
    return order
