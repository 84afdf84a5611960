"""Letting a film go, and keeping it longer."""

from __future__ import annotations

from datetime import date

from app.audit.services import record_event
from app.cases.models import Purpose
from app.cases.services import annul_evidence
from app.clips.keeping.errors import (
    FilmHeld,
    FilmOnItsWay,
    NothingToExtend,
    NotLonger,
)
from app.clips.keeping.limits import require_consent
from app.clips.keeping.models import KeepingExtension
from app.clips.keeping.orders import ERASE_CLIP, name_erasure
from app.clips.keeping.policies import can_decide_keeping, can_order_erasure, can_remove
from app.clips.keeping.queries import find_order, list_facts, list_standing_holds
from app.clips.keeping.terms import decide_term
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.durations import format_day
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


def remove_wrong_film(actor: Actor, clip: Clip) -> None:
    """Let a film that should not be here go at once, with its stills and the words about it; its place is free again.

    What it was evidence of is open again, unless its cycle counts already. Raises FilmHeld and FilmOnItsWay.
    """
    require(can_remove(actor, clip))
    if clip.state is ClipState.UPLOADING:
        raise FilmOnItsWay
    order_erasure(actor, clip, ErasureReason.WRONG_FILM)
    annul_evidence(actor, clip.cycle, clip.kind)


def extend_keeping(
    actor: Actor, clip: Clip, purpose: Purpose, until_on: date, reason: str
) -> KeepingExtension:
    """Keep a film longer than its last day, as long as everybody on it says yes to ``purpose`` and to VIG.

    Raises NothingToExtend, NotLonger and ConsentTooShort, which names the consent that limits it.
    """
    require(can_decide_keeping(actor, clip))
    facts = list_facts([clip.id])[0]
    due_on = decide_term(facts).due_on
    if due_on is None:
        raise NothingToExtend
    if until_on <= due_on:
        raise NotLonger(f"The film stays until {format_day(due_on)} anyway. Choose a later day.")
    require_consent(facts, purpose, until_on)
    extension = KeepingExtension(
        clip_id=clip.id,
        purpose=purpose,
        until_on=until_on,
        reason=reason,
        recorded_by_id=actor.person_id,
    )
    db.session.add(extension)
    db.session.flush()
    owner_id = clip.cycle.client.enrolment.person_id
    record_event(actor, "keeping.extended", "clip", clip.uuid, about=owner_id)
    return extension
