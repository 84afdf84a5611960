"""Who sees what stands behind the numbers."""

from __future__ import annotations

from app.core.actor import Actor
from app.trainees.models import Enrolment
from app.trainees.policies import owns


def can_see_each(actor: Actor, enrolment: Enrolment) -> bool:
    """Each cycle and session is seen by the trainee and their own supervisor; others see the numbers alone."""
    return actor.is_system or owns(actor, enrolment) or actor.supervises(enrolment.id)
