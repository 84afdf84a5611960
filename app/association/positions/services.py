"""The office records or corrects where a trainee stood, and the supervisor hears of it."""

from __future__ import annotations

from app.allocations.services import tell_supervisor
from app.association.policies import can_see_association
from app.core.actor import Actor
from app.core.policy import require
from app.notifications.models import NewsKind
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.brought_forward.position import Position
from app.trainees.brought_forward.services import record_position
from app.trainees.models import Enrolment


def take_over_position(actor: Actor, enrolment: Enrolment, position: Position) -> BroughtForward:
    """Record a position and ask the supervisor to confirm it. Raises what `record_position` raises."""
    require(can_see_association(actor))
    row = record_position(actor, enrolment, position)
    who = enrolment.person.full_name
    tell_supervisor(
        actor,
        enrolment,
        subject=f"Please confirm what {who} brings forward",
        path=f"/brought-forward/{row.uuid}",
        kind=NewsKind.SESSIONS,
    )
    return row
