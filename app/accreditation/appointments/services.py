"""Giving a review to a reviewer."""

from __future__ import annotations

from uuid import UUID

from app.accounts.models import Person
from app.accreditation.appointments.queries import has_supervised_stage
from app.accreditation.errors import AppointedMeanwhile
from app.accreditation.models import Appointment, StageReview
from app.accreditation.policies import can_appoint
from app.accreditation.queries import find_appointment, lock_open_review
from app.accreditation.services import end_appointment
from app.allocations.services import ReviewerIsOwnSupervisor, grant_review, tell_supervisor
from app.audit.services import record_event
from app.clips.models import ClipShowing
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify


def appoint_reviewer(
    actor: Actor, review: StageReview, reviewer: Person, *, replaces: UUID | None = None
) -> Appointment:
    """Give the review to this supervisor; the access of an earlier reviewer ends at once.

    ``replaces`` is the allocation of the appointment that the actor saw in place, so that two administrators never
    overwrite each other unknowingly. Appointing the present reviewer again changes nothing. Raises ReviewClosed,
    AppointedMeanwhile, ReviewerIsOwnSupervisor, NotASupervisor, SupervisesThemselves and
    AllocatesThemselves.
    """
    require(can_appoint(actor, review))
    lock_open_review(review)
    before = find_appointment(actor, review)
    if (before.allocation.uuid if before else None) != replaces:
        raise AppointedMeanwhile
    if before is not None and before.reviewer_id == reviewer.id:
        return before
    if has_supervised_stage(review, reviewer):
        raise ReviewerIsOwnSupervisor
    if before is not None:
        end_appointment(actor, before)
    appointment = _add_appointment(actor, review, reviewer)
    record_event(actor, "review.appointed", "review", review.uuid, about=review.enrolment.person_id)
    _tell_everybody(actor, review, reviewer)
    return appointment


def _add_appointment(actor: Actor, review: StageReview, reviewer: Person) -> Appointment:
    appointment = Appointment(
        review=review,
        reviewer=reviewer,
        allocation=grant_review(actor, review.enrolment, reviewer),
        appointed_by_id=actor.person_id,
    )
    with refusing(db.session(), {"uq_appointment_current": AppointedMeanwhile}):
        db.session.add(appointment)
    db.session.add_all(
        ClipShowing(
            clip=clip,
            allocation=appointment.allocation,
            includes_feedback=review.includes_feedback,
        )
        for clip in review.clips
    )
    db.session.flush()
    return appointment


def _tell_everybody(actor: Actor, review: StageReview, reviewer: Person) -> None:
    path = f"/reviews/{review.uuid}"
    trainee = review.enrolment.person
    notify(
        actor,
        reviewer.id,
        subject=f"You are asked to review {trainee.full_name}",
        path=path,
        kind=NewsKind.REVIEWS,
    )
    told = f"{reviewer.full_name} reviews"
    notify(actor, trainee.id, subject=f"{told} your stage", path=path, kind=NewsKind.REVIEWS)
    tell_supervisor(
        actor,
        review.enrolment,
        subject=f"{told} {trainee.full_name}",
        path=path,
        kind=NewsKind.REVIEWS,
    )
