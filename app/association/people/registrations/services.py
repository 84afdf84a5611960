"""Registering somebody who has an account on a pathway."""

from __future__ import annotations

from datetime import date

from app.accounts.models import Person
from app.association.people.errors import AccountClosed, StillInTraining
from app.association.people.queries import find_training
from app.association.people.services import take_turn
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.notifications.services import notify
from app.pathways.models import PathwayVersion
from app.trainees.models import Enrolment
from app.trainees.policies import can_register_trainee
from app.trainees.services import register_trainee


def register_person(
    actor: Actor,
    person: Person,
    version: PathwayVersion,
    course_completed_on: date | None,
    registered_on: date,
) -> Enrolment:
    """Put somebody on a pathway version and tell them; a supervisor is given to them next.

    Raises AccountClosed, StillInTraining and what `register_trainee` raises.
    """
    require(can_register_trainee(actor, person))
    take_turn(actor)
    lock_row(db.session(), person)
    if not person.active:
        raise AccountClosed
    if find_training(actor, person) is not None:
        raise StillInTraining
    enrolment = register_trainee(actor, person, version, course_completed_on, registered_on)
    subject = f"You are registered: {version.pathway.name}"
    notify(actor, person.id, subject=subject, path="/pathway")
    return enrolment
