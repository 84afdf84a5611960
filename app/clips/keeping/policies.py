"""Who decides how long a film stays."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import Clip, ClipState, ErasureReason, Hold, HoldKind
from app.clips.policies import owns
from app.core import clock
from app.core.actor import Actor

BY_HAND = frozenset({ErasureReason.WRONG_FILM, ErasureReason.CASE_CLOSED, ErasureReason.RETURNED})
"""What the trainee decides about films of their own; the rest follows from rules and consents."""


def is_standing() -> sa.ColumnElement[bool]:
    """Holds that stop erasure now: nobody lifted them, and one with a reason has not come to its last day."""
    return sa.and_(
        Hold.lifted_at.is_(None),
        sa.or_(Hold.kind == HoldKind.SAFEGUARDING, Hold.until_on >= clock.today()),
    )


def can_order_erasure(actor: Actor, clip: Clip, reason: ErasureReason) -> bool:
    """The trainee has films of their own erased; the system, what rules and consents say."""
    return actor.is_system or (reason in BY_HAND and owns(actor, clip))


def can_decide_keeping(actor: Actor, clip: Clip) -> bool:
    """The trainee and their own supervisor hold a film, keep it longer within the consent, and read why."""
    return owns(actor, clip) or actor.supervises(clip.cycle.client.enrolment_id)


def can_remove(actor: Actor, clip: Clip) -> bool:
    """The trainee removes a wrong film of theirs."""
    return owns(actor, clip)


def can_report_worry(actor: Actor, clip: Clip) -> bool:
    """Whoever was shown the film may be worried by it, as a person."""
    return not actor.is_system and clip.state is not ClipState.ERASED
