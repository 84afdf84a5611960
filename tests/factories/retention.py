"""Films whose erasure was ordered, made straight in the database."""

from __future__ import annotations

from datetime import date

from app.clips.keeping.orders import ERASE_CLIP
from app.clips.models import Clip, ErasureOrder, ErasureReason
from app.extensions import db
from app.jobs.services import enqueue_job
from app.retention.models import KeepingReminder


def order_erasure(clip: Clip, reason: ErasureReason = ErasureReason.WRONG_FILM) -> ErasureOrder:
    """From now on nobody sees the film, and a job that erases it waits."""
    order = ErasureOrder(clip=clip, reason=reason)
    db.session.add(order)
    enqueue_job(ERASE_CLIP, {"clip_id": clip.id})
    db.session.commit()
    return order


def announce(clip: Clip, due_on: date) -> None:
    """Its trainee was told two weeks before that the film goes after this day."""
    db.session.add(KeepingReminder(clip_id=clip.id, due_on=due_on, days_before=14))
    db.session.commit()
