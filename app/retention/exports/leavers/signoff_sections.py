"""Supervision and sign-off of a person. Of other people stands there who supervised and decided, and no more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accreditation.models import Award, StageDecision, StageReview
from app.core.actor import Actor
from app.extensions import db
from app.retention.exports.records.sections import Entry, Section
from app.supervision.models import ConfirmedSession, SupervisionSession
from app.trainees.policies import own_enrolments


def list_signoff_sections(actor: Actor) -> list[Section]:
    """Sessions with their minutes, statements with what was decided about them, decisions made, and the award."""
    return [
        Section("sessions", "Supervision sessions", _list_sessions(actor)),
        Section("reviews", "Stage reviews, and what was decided", _list_reviews(actor)),
        Section("decisions", "Decisions you made as a reviewer", _list_decisions(actor)),
        Section("awards", "Your accreditation", _list_awards(actor)),
    ]


def _list_sessions(actor: Actor) -> list[Entry]:
    own = SupervisionSession.enrolment_id.in_(own_enrolments(actor))
    rows = db.session.execute(
        sa.select(SupervisionSession, ConfirmedSession.recorded_at, own)
        .outerjoin(ConfirmedSession, ConfirmedSession.session_id == SupervisionSession.id)
        .where(sa.or_(own, SupervisionSession.supervisor_id == actor.person_id))
        .order_by(SupervisionSession.held_on, SupervisionSession.id)
        .options(joinedload(SupervisionSession.supervisor))
    )
    return [
        {
            "held_on": session.held_on,
            "minutes": session.minutes,
            "how": session.mode.value.replace("_", " "),
            "with": session.supervisor.full_name if is_own else "a trainee of yours",
            "note": session.note if is_own or session.recorded_by_id == actor.person_id else "",
            "confirmed_at": confirmed_at,
        }
        for session, confirmed_at, is_own in rows
    ]


def _list_reviews(actor: Actor) -> list[Entry]:
    rows = db.session.execute(
        sa.select(StageReview, StageDecision)
        .outerjoin(StageDecision, StageDecision.review_id == StageReview.id)
        .where(StageReview.enrolment_id.in_(own_enrolments(actor)))
        .order_by(StageReview.id)
        .options(joinedload(StageReview.stage), joinedload(StageDecision.decided_by))
    )
    return [_describe_review(review, decision) for review, decision in rows]


def _describe_review(review: StageReview, decision: StageDecision | None) -> Entry:
    entry: Entry = {
        "stage": review.stage.name,
        "asked_at": review.requested_at,
        "withdrawn_at": review.withdrawn_at,
        "statement": review.statement,
    }
    if decision is None:
        return entry
    return {
        **entry,
        "decided_on": decision.effective_on,
        "decided_by": decision.decided_by.full_name,
        "decision": decision.outcome.value.replace("_", " "),
        "words": decision.words,
    }


def _list_decisions(actor: Actor) -> list[Entry]:
    decisions = db.session.scalars(
        sa.select(StageDecision)
        .where(StageDecision.decided_by_id == actor.person_id)
        .order_by(StageDecision.id)
        .options(joinedload(StageDecision.stage))
    )
    return [
        {
            "decided_on": decision.effective_on,
            "stage": decision.stage.name,
            "decision": decision.outcome.value.replace("_", " "),
        }
        for decision in decisions
    ]


def _list_awards(actor: Actor) -> list[Entry]:
    awards = db.session.scalars(
        sa.select(Award).where(Award.person_id == actor.person_id).order_by(Award.id)
    )
    return [{"number": award.number, "accredited_on": award.effective_on} for award in awards]
