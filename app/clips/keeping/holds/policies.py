"""Who knows of a hold, moves its end, and lifts it."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client, Cycle
from app.cases.policies import visible_to as client_visible_to
from app.clips.keeping.policies import can_decide_keeping
from app.clips.models import Clip, Hold, HoldKind
from app.clips.policies import owns
from app.core.actor import Actor, RoleName


def reason_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Holds with a reason: known to the trainee and their supervisor, also while the film itself is closed to them."""
    clips = (
        sa.select(Clip.id)
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(client_visible_to(actor))
        .correlate(None)
    )
    return sa.and_(Hold.kind == HoldKind.REASON, Hold.clip_id.in_(clips))


def safeguarding_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Holds for safeguarding: known to the office and to the people the organisation named, without their films."""
    is_safeguarding = Hold.kind == HoldKind.SAFEGUARDING
    if actor.is_system or actor.holds(RoleName.ADMINISTRATOR):
        return is_safeguarding
    clips = (
        sa.select(Clip.id)
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(Client.organisation_id.in_(actor.named_for_ids))
        .correlate(None)
    )
    return sa.and_(is_safeguarding, Hold.clip_id.in_(clips))


def can_look_after_holds(actor: Actor) -> bool:
    """The office and the people organisations named see that there are holds for safeguarding."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR) or bool(actor.named_for_ids)


def can_change_hold(actor: Actor, hold: Hold) -> bool:
    """The trainee and their supervisor move and lift a hold with a reason."""
    return hold.kind is HoldKind.REASON and can_decide_keeping(actor, hold.clip)


def can_review_hold(actor: Actor, hold: Hold) -> bool:
    """The office, or somebody the organisation named, looks again at a hold for safeguarding; nobody on their own work."""
    if hold.kind is not HoldKind.SAFEGUARDING or owns(actor, hold.clip):
        return False
    organisation_id = hold.clip.cycle.client.organisation_id
    return actor.holds(RoleName.ADMINISTRATOR) or organisation_id in actor.named_for_ids


def can_remind(actor: Actor) -> bool:
    """Days that come are the worker's."""
    return actor.is_system
