"""Ordering that a film is erased."""

from __future__ import annotations

from app.audit.services import record_event
from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.orders import ERASE_CLIP, name_erasure
from app.clips.keeping.policies import can_order_erasure
from app.clips.keeping.queries import find_order, list_standing_holds
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job


def order_erasure(actor: Actor, clip: Clip, reason: ErasureReason) -> ErasureOrder:
    """Let a film go: nobody sees it from this transaction on, and the worker erases it.

    Ordered twice it stays one order, with its first reason. Raises FilmHeld while a hold stands.
    """
    require(can_order_erasure(actor, clip, reason))
    lock_row(db.session(), clip)  # a hold that is being placed comes first, or finds the order
    order = find_order(clip)
    if order is None:
        if clip.id in list_standing_holds([clip.id]):
            raise FilmHeld
        order = ErasureOrder(clip=clip, reason=reason, ordered_by_id=actor.hand)
        db.session.add(order)
        db.session.flush()
        owner_id = clip.cycle.client.enrolment.person_id
        record_event(actor, "erasure.ordered", "clip", clip.uuid, about=owner_id)
    if clip.state is not ClipState.ERASED:
        enqueue_job(ERASE_CLIP, {"clip_id": clip.id}, unique_key=name_erasure(clip.uuid))
    return order
