"""Who may record, see and stand behind a supervision session."""

from __future__ import annotations

import sqlalchemy as sa

from app.core.actor import Actor
from app.supervision.models import SupervisionSession
from app.trainees.models import Enrolment
from app.trainees.policies import own_enrolments, owns


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Sessions of the actor's own training, of trainees they supervise now, and those they held themselves."""
    return sa.or_(
        SupervisionSession.enrolment_id.in_(own_enrolments(actor)),
        SupervisionSession.enrolment_id.in_(actor.supervised_ids),
        SupervisionSession.supervisor_id == actor.person_id,
    )


def can_record_session(actor: Actor, enrolment: Enrolment) -> bool:
    """Either of the two who met may write it down: the trainee, or their supervisor of today."""
    return owns(actor, enrolment) or actor.supervises(enrolment.id)


def can_answer_session(actor: Actor, session: SupervisionSession) -> bool:
    """The other of the two answers: nobody confirms their own record."""
    both = {session.enrolment.person_id, session.supervisor_id}
    return actor.person_id in both and actor.person_id != session.recorded_by_id
