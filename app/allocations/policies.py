"""Who may give and end reasons for access."""

from __future__ import annotations

from app.allocations.models import Allocation, AllocationKind
from app.core.actor import Actor, RoleName
from app.trainees.models import Enrolment
from app.trainees.policies import owns


def can_allocate(actor: Actor) -> bool:
    """The association gives trainees their supervisor and reviews their reviewer."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_give_supervisor(actor: Actor, enrolment: Enrolment) -> bool:
    """Nobody of the office chooses who stands for their own work."""
    return can_allocate(actor) and not owns(actor, enrolment)


def can_choose_peer(actor: Actor, enrolment: Enrolment) -> bool:
    """Trainees choose by themselves to whom of their fellow trainees they show their work."""
    return owns(actor, enrolment)


def can_end_allocation(actor: Actor, allocation: Allocation) -> bool:
    """The association ends any; a review's access also ends by its reviewer's or the trainee's own act.

    Nobody of the office ends their own supervision.
    """
    if can_allocate(actor) and not owns(actor, allocation.enrolment):
        return True
    concerned = {allocation.person_id, allocation.enrolment.person_id}
    return allocation.kind is AllocationKind.REVIEWER and actor.person_id in concerned
