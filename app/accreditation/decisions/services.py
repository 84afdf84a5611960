"""Deciding a stage in words, and what follows from it."""

from __future__ import annotations

from app.accreditation.awards.services import make_award
from app.accreditation.counts import freeze_lines, list_lines
from app.accreditation.errors import AppointedMeanwhile, ReviewClosed
from app.accreditation.models import Appointment, Outcome, StageDecision, StageReview
from app.accreditation.policies import can_decide
from app.accreditation.queries import find_appointment, find_next_stage, lock_open_review
from app.accreditation.services import end_appointment
from app.allocations.services import tell_supervisor
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.progress.queries import count_progress
from app.trainees.services import open_stage


def decide_review(
    actor: Actor, appointment: Appointment, outcome: Outcome, words: str
) -> StageDecision:
    """Close the appointed review for good, with the counts as they stand; the reviewer's access ends.

    *Met* opens the next stage or, after the last, makes the award; after *not yet* the trainee may ask again.
    Raises ReviewClosed and AppointedMeanwhile.
    """
    require(can_decide(actor, appointment))
    review = appointment.review
    lock_open_review(review)
    if find_appointment(actor, review) is not appointment:
        raise AppointedMeanwhile
    decision = _add_decision(actor, review, outcome, words)
    review.open_key = None
    if outcome is Outcome.MET:
        _go_on(actor, decision)
    end_appointment(actor, appointment)
    record_event(actor, "review.decided", "review", review.uuid, about=review.enrolment.person_id)
    _tell_both(actor, review)
    return decision


def _add_decision(actor: Actor, review: StageReview, outcome: Outcome, words: str) -> StageDecision:
    progress = count_progress([review.enrolment_id])[review.enrolment_id]
    decision = StageDecision(
        review=review,
        enrolment_id=review.enrolment_id,
        stage_id=review.stage_id,
        outcome=outcome,
        words=words,
        counts=freeze_lines(list_lines(progress, review.stage)),
        decided_by_id=actor.person_id,
    )
    with refusing(db.session(), {"uq_stage_decision_review_id": ReviewClosed}):
        db.session.add(decision)
    return decision


def _go_on(actor: Actor, decision: StageDecision) -> None:
    following = find_next_stage(decision.review.stage)
    if following is None:
        make_award(actor, decision)
    else:
        open_stage(actor, decision.review.enrolment, following)


def _tell_both(actor: Actor, review: StageReview) -> None:
    path = f"/reviews/{review.uuid}"
    trainee = review.enrolment.person
    notify(
        actor, trainee.id, subject="Your review has been decided", path=path, kind=NewsKind.REVIEWS
    )
    subject = f"The review of {trainee.full_name} has been decided"
    tell_supervisor(actor, review.enrolment, subject=subject, path=path, kind=NewsKind.REVIEWS)
