"""Who records a brought-forward position, and whose word makes it count. Who sees the training sees it."""

from __future__ import annotations

from app.core.actor import Actor, RoleName
from app.trainees.models import Enrolment
from app.trainees.policies import owns


def can_record_position(actor: Actor, enrolment: Enrolment) -> bool:
    """The office takes over what its records say, never about its own training."""
    return actor.holds(RoleName.ADMINISTRATOR) and not owns(actor, enrolment)


def can_answer_position(actor: Actor, enrolment: Enrolment) -> bool:
    """The supervisor of today answers; nobody supervises themselves."""
    return actor.supervises(enrolment.id) and not owns(actor, enrolment)
