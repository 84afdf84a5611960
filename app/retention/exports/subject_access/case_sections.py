"""What is kept about a family, but its films: who and what is on record, its consents, its goals and its own words."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.closings.models import CaseClosing
from app.cases.goals.models import Goal, GoalRating
from app.cases.models import (
    Client,
    CompletedCycle,
    Consent,
    ConsentWithdrawal,
    Cycle,
    FilmedPerson,
)
from app.cases.notes.models import FilmingNotes, SharedReviewNotes
from app.cases.reflections.models import Reflection
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.retention.exports.records.sections import Entry, Section
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.policies import can_answer
from app.supervision.models import SupervisionSession, session_cycle


def list_case_sections(actor: Actor, request: SubjectAccessRequest) -> list[Section]:
    """Everything the portal keeps in words and numbers about the family of this request."""
    require(can_answer(actor, request))
    client = request.client
    return [
        Section("family", "About the work", [_describe(client)]),
        Section("people", "Who is on the films", _list_people(client)),
        Section("consents", "What was said yes to", _list_consents(client)),
        Section("cycles", "Cycles of the work", _list_cycles(client)),
        Section("goals", "Goals", _list_goals(client)),
        Section("ratings", "Ratings of goals", _list_ratings(client)),
        Section("reflections", "What the trainee shared about the work", _list_reflections(client)),
        Section("sessions", "Supervision in which it was talked about", _list_sessions(client)),
    ]


def _describe(client: Client) -> Entry:
    organisation, reason = client.organisation, client.referral_reason
    closed_on = db.session.scalar(
        sa.select(CaseClosing.closed_on).where(
            CaseClosing.client_id == client.id, CaseClosing.reopened_at.is_(None)
        )
    )
    return {
        "code": client.code,
        "age_of_the_child": client.age_band.label,
        "setting": client.setting,
        "organisation": organisation.name if organisation else "",
        "answers_for_the_films": organisation.controller if organisation else "",
        "where_to_ask": organisation.privacy_contact if organisation else "",
        "why_referred": reason.words if reason else "",
        "referred_on": client.referred_on,
        "on_record_since": client.created_at,
        "closed_on": closed_on,
    }


def _list_people(client: Client) -> list[Entry]:
    people = db.session.scalars(
        sa.select(FilmedPerson).where(FilmedPerson.client_id == client.id).order_by(FilmedPerson.id)
    )
    return [
        {
            "who": person.label,
            "is_the_client": person.is_client,
            "is_in_the_interaction_films": person.in_interaction,
            "speaks_for_themselves_from": person.consents_again_on,
            "on_record_since": person.added_at,
            "taken_off_at": person.left_at,
        }
        for person in people
    ]


def _list_consents(client: Client) -> list[Entry]:
    rows = db.session.execute(
        sa.select(FilmedPerson, Consent, ConsentWithdrawal.withdrawn_at)
        .join(Consent, Consent.filmed_person_id == FilmedPerson.id)
        .outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(FilmedPerson.client_id == client.id)
        .order_by(Consent.id)
    )
    return [
        {
            "who": person.label,
            "purpose": consent.purpose.label,
            "given_on": consent.given_on,
            "given_by": consent.given_by.label,
            "from": consent.from_on,
            "until": consent.until_on,
            "evidence": consent.evidence.label,
            "version_of_the_form": consent.form_version,
            "filed_at": consent.filed_at,
            "withdrawn_at": withdrawn_at,
        }
        for person, consent, withdrawn_at in rows
    ]


def _list_cycles(client: Client) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Cycle, FilmingNotes, SharedReviewNotes, CompletedCycle.effective_on)
        .outerjoin(FilmingNotes, FilmingNotes.cycle_id == Cycle.id)
        .outerjoin(SharedReviewNotes, SharedReviewNotes.cycle_id == Cycle.id)
        .outerjoin(CompletedCycle, CompletedCycle.cycle_id == Cycle.id)
        .where(Cycle.client_id == client.id)
        .order_by(Cycle.number)
    )
    return [
        {
            "cycle": cycle.number,
            "filmed_on": cycle.filmed_on,
            **_describe_filming(filming),
            "shared_review_on": cycle.reviewed_on,
            **_describe_review(review),
            "whole_since": whole_since,
        }
        for cycle, filming, review, whole_since in rows
    ]


def _describe_filming(notes: FilmingNotes | None) -> Entry:
    if notes is None:
        return {}
    return {
        "place": "by video call" if notes.is_remote else notes.place,
        "what_was_done": notes.activity,
        "minutes_filmed": notes.minutes,
    }


def _describe_review(notes: SharedReviewNotes | None) -> Entry:
    if notes is None:
        return {}
    return {
        "minutes_of_review": notes.minutes,
        "moments_shown": notes.moments_shown,
        "own_words": notes.client_words,
        "insight": notes.insight,
        "changed_goal": notes.changed_goal,
    }


def _list_goals(client: Client) -> list[Entry]:
    goals = db.session.scalars(
        sa.select(Goal)
        .where(Goal.client_id == client.id)
        .order_by(Goal.number)
        .options(joinedload(Goal.scale))
    )
    return [
        {
            "goal": goal.number,
            "helping_question": goal.question,
            "how_they_would_know": goal.would_know,
            "scale": f"{goal.scale.low} to {goal.scale.high}",
            "set_on": goal.set_on,
            "ended_on": goal.ended_on,
        }
        for goal in goals
    ]


def _list_ratings(client: Client) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Goal.number, GoalRating, Cycle.number)
        .join(GoalRating.goal)
        .outerjoin(Cycle, Cycle.id == GoalRating.cycle_id)
        .where(Goal.client_id == client.id)
        .order_by(Goal.number, GoalRating.rated_on, GoalRating.id)
    )
    return [
        {
            "goal": goal,
            "occasion": rating.occasion.value.replace("_", " "),
            "cycle": cycle,
            "rating": rating.value,
            "own_words": rating.words,
            "rated_on": rating.rated_on,
        }
        for goal, rating, cycle in rows
    ]


def _list_reflections(client: Client) -> list[Entry]:
    rows = db.session.scalars(
        sa.select(Reflection)
        .join(Reflection.cycle)
        .where(Cycle.client_id == client.id, Reflection.shared_at.is_not(None))
        .order_by(Reflection.id)
        .options(joinedload(Reflection.cycle), joinedload(Reflection.prompt))
    )
    return [
        {"cycle": row.cycle.number, "asked": row.prompt.words, "words": row.body} for row in rows
    ]


def _list_sessions(client: Client) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Cycle.number, SupervisionSession.held_on)
        .join(session_cycle, session_cycle.c.cycle_id == Cycle.id)
        .join(SupervisionSession, SupervisionSession.id == session_cycle.c.session_id)
        .where(Cycle.client_id == client.id)
        .order_by(SupervisionSession.held_on, SupervisionSession.id, Cycle.number)
    )
    return [{"cycle": number, "held_on": held_on} for number, held_on in rows]
