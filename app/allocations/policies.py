"""Who may give and end reasons for access."""

from __future__ import annotations

from app.allocations.models import Allocation, AllocationKind
from app.core.actor import Actor, RoleName


def can_allocate(actor: Actor) -> bool:
    """The association gives trainees their supervisor and reviews their reviewer."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_end_allocation(actor: Actor, allocation: Allocation) -> bool:
    """The association ends any; a review's access also ends by its reviewer's or the trainee's own act."""
    if can_allocate(actor):
        return True
    concerned = {allocation.person_id, allocation.enrolment.person_id}
    return allocation.kind is AllocationKind.REVIEWER and actor.person_id in concerned
