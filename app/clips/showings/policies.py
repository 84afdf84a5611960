"""Who shows a film to fellow trainees, and to whom it may be shown."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.allocations.models import Allocation, AllocationKind
from app.clips.models import Clip
from app.clips.policies import owns
from app.core.actor import Actor, RoleName
from app.trainees.models import Enrolment


def can_show(actor: Actor, clip: Clip) -> bool:
    """Trainees show their own films, and stop showing them."""
    return owns(actor, clip)


def can_see_showings(actor: Actor, clip: Clip) -> bool:
    """To whom a film is shown, its trainee and their own supervisor know."""
    return owns(actor, clip) or actor.supervises(clip.cycle.client.enrolment_id)


def can_end_showings(actor: Actor) -> bool:
    """What is over, and what a role or an account took with it, the portal ends by itself."""
    return actor.is_system


def is_fellow_of(enrolment: Enrolment) -> sa.ColumnElement[bool]:
    """A criterion on ``Person``: in training with an open account, and neither the trainee nor their supervisor or reviewer now.

    Those two see films under other consents; a showing to them would go round these.
    """
    accompanies = sa.exists().where(
        Allocation.person_id == Person.id,
        Allocation.enrolment_id == enrolment.id,
        Allocation.kind != AllocationKind.PEER,
        Allocation.ended_at.is_(None),
    )
    return sa.and_(
        Person.active,
        Person.id != enrolment.person_id,
        is_in_training(),
        ~accompanies.correlate(Person),
    )


def is_in_training() -> sa.ColumnElement[bool]:
    """A criterion on ``Person``: holds the role of trainee now."""
    return Person.roles.any(Role.name == RoleName.TRAINEE)
