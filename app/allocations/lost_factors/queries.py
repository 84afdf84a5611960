"""Who accompanies whom, asked where somebody lost their second factor."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person
from app.core.actor import Actor
from app.extensions import db
from app.trainees.models import Enrolment


def supervises_person(actor: Actor, person: Person) -> bool:
    """Whether the actor is the supervisor of a training of this person now."""
    trainings = sa.select(Enrolment.id).where(
        Enrolment.person_id == person.id, Enrolment.id.in_(actor.supervised_ids)
    )
    return db.session.scalar(trainings.limit(1)) is not None
