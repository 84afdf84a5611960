"""Who may ask for, give, see and decide a stage review. Nobody signs their own work, nor their own trainee's."""

from __future__ import annotations

import sqlalchemy as sa

from app.accreditation.models import Appointment, StageDecision, StageReview
from app.allocations.policies import can_allocate
from app.core.actor import Actor, RoleName
from app.trainees.models import Enrolment
from app.trainees.policies import own_enrolments, owns


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Reviews the actor may know of: their own, their trainees', those given to them now, and those they decided.

    The office knows of all. What each of them reads there is a question of `can_read_statement`.
    """
    if actor.is_system or actor.holds(RoleName.ADMINISTRATOR):
        return sa.true()
    given = sa.select(Appointment.review_id).where(
        Appointment.reviewer_id == actor.person_id, Appointment.ended_at.is_(None)
    )
    decided = sa.select(StageDecision.review_id).where(
        StageDecision.decided_by_id == actor.person_id
    )
    return sa.or_(
        StageReview.enrolment_id.in_(own_enrolments(actor)),
        StageReview.enrolment_id.in_(actor.supervised_ids),
        StageReview.id.in_(given),
        StageReview.id.in_(decided),
    )


def can_ask(actor: Actor, enrolment: Enrolment) -> bool:
    """Trainees ask for the review of their own stage."""
    return owns(actor, enrolment)


def can_withdraw(actor: Actor, review: StageReview) -> bool:
    """Whoever asked may take it back while nobody has decided; when they leave for good, the system does."""
    return actor.is_system or owns(actor, review.enrolment)


def can_appoint(actor: Actor, review: StageReview) -> bool:
    """The association gives a review to a reviewer; not somebody of the office their own."""
    return can_allocate(actor) and not owns(actor, review.enrolment)


def can_read_statement(actor: Actor, review: StageReview, appointment: Appointment | None) -> bool:
    """Statement and films are for the trainee, their own supervisor, and the reviewer while the review is theirs."""
    if owns(actor, review.enrolment) or actor.supervises(review.enrolment_id):
        return True
    return (
        appointment is not None
        and appointment.ended_at is None
        and appointment.reviewer_id == actor.person_id
    )


def can_decide(actor: Actor, appointment: Appointment) -> bool:
    """The appointed person, who is neither the trainee nor their own supervisor."""
    enrolment = appointment.review.enrolment
    return (
        appointment.reviewer_id == actor.person_id
        and not owns(actor, enrolment)
        and not actor.supervises(enrolment.id)
    )
