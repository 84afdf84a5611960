"""Asking for a review, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.accreditation.errors import ClipNotShareable, ReviewAlreadyOpen, StageAlreadyMet
from app.accreditation.models import Appointment, StageReview
from app.accreditation.policies import can_ask, can_withdraw
from app.accreditation.queries import find_appointment, is_stage_met, lock_open_review
from app.accreditation.showings.queries import list_film_choices
from app.allocations.policies import can_end_allocation
from app.allocations.services import end_allocation, tell_supervisor
from app.audit.services import record_event
from app.clips.models import Clip
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What a trainee brings: their statement (Markdown), the films they show, and whether feedback goes with them."""

    statement: str
    clip_uuids: frozenset[str]
    includes_feedback: bool


def request_review(actor: Actor, enrolment: Enrolment, asked: ReviewRequest) -> StageReview:
    """Ask for the review of the stage the trainee is in. No number stands in the way: a person judges.

    Raises StageAlreadyMet, ClipNotShareable and ReviewAlreadyOpen.
    """
    require(can_ask(actor, enrolment))
    stage = list_current_stages([enrolment.id])[enrolment.id]
    if is_stage_met(actor, enrolment, stage):
        raise StageAlreadyMet
    review = StageReview(
        enrolment=enrolment,
        stage=stage,
        open_key=enrolment.id,
        statement=asked.statement,
        includes_feedback=asked.includes_feedback,
        clips=list(_choose_clips(actor, enrolment, asked.clip_uuids)),
    )
    with refusing(db.session(), {"uq_stage_review_open_key": ReviewAlreadyOpen}):
        db.session.add(review)
    record_event(actor, "review.requested", "review", review.uuid)
    subject = f"{enrolment.person.full_name} asks for a review"
    tell_supervisor(
        actor, enrolment, subject=subject, path=f"/reviews/{review.uuid}", kind=NewsKind.REVIEWS
    )
    return review


def withdraw_review(actor: Actor, review: StageReview) -> None:
    """Take the request back while nobody has decided; a reviewer's access ends at once. Raises ReviewClosed."""
    require(can_withdraw(actor, review))
    lock_open_review(review)
    appointment = find_appointment(actor, review)
    review.open_key, review.withdrawn_at = None, clock.now()
    if appointment is not None:
        end_appointment(actor, appointment)
        subject = f"{review.enrolment.person.full_name} has withdrawn the review"
        notify(
            actor, appointment.reviewer_id, subject=subject, path="/reviews", kind=NewsKind.REVIEWS
        )
    db.session.flush()
    record_event(actor, "review.withdrawn", "review", review.uuid, about=review.enrolment.person_id)


def end_appointment(actor: Actor, appointment: Appointment) -> None:
    """End the reviewer's access, with every film shown to them, now."""
    require(can_end_allocation(actor, appointment.allocation))
    end_allocation(actor, appointment.allocation)
    appointment.ended_at = clock.now()
    db.session.flush()  # before a successor is added: one current appointment at a time


def _choose_clips(actor: Actor, enrolment: Enrolment, clip_uuids: frozenset[str]) -> Sequence[Clip]:
    offered = {
        str(choice.clip.uuid): choice.clip
        for choice in list_film_choices(actor, enrolment)
        if choice.has_consent
    }
    if not offered.keys() >= clip_uuids:
        raise ClipNotShareable
    return [clip for uuid, clip in offered.items() if uuid in clip_uuids]
