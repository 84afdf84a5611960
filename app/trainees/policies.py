"""Who may see and change an enrolment."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person
from app.core.actor import Actor, RoleName
from app.trainees.models import Enrolment


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Enrolments the actor sees: their own, those they supervise or review now; the office sees all."""
    if actor.is_system or actor.holds(RoleName.ADMINISTRATOR):
        return sa.true()
    return sa.or_(
        Enrolment.person_id == actor.person_id,
        Enrolment.id.in_(actor.supervised_ids | actor.reviewing_ids),
    )


def own_enrolments(actor: Actor) -> sa.Select[int]:
    """Ids of the actor's own trainings."""
    return sa.select(Enrolment.id).where(Enrolment.person_id == actor.person_id)


def owns(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether the enrolment is the actor's own training."""
    return enrolment.person_id == actor.person_id


def can_register_trainee(actor: Actor, person: Person) -> bool:
    """The association registers trainees; nobody of the office themselves."""
    office = actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
    return office and actor.person_id != person.id


def can_open_stage(actor: Actor, enrolment: Enrolment) -> bool:
    """A stage opens by the decision of its reviewer, or by the association; never by one's own hand."""
    if owns(actor, enrolment):
        return False
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR) or actor.reviews(enrolment.id)
