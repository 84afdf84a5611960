"""What the portal keeps about a person's account: who they are, what they agreed to, what was written down."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.accounts.agreements.models import Acceptance, AgreementVersion
from app.accounts.models import Person, Role
from app.accounts.profiles.models import ChoiceKind
from app.accounts.profiles.queries import find_profile
from app.accounts.queries import get_own_person
from app.accounts.sign_ins.models import SignIn
from app.audit.models import AuditEvent
from app.audit.words.telling import SOMEBODY, tell_concerned, tell_own
from app.core.actor import Actor, RoleName
from app.drafts.models import Draft
from app.extensions import db
from app.retention.exports.records.sections import Entry, Section


def list_account_sections(actor: Actor) -> list[Section]:
    """The person as the portal knows them, and what they left behind by using it."""
    person = get_own_person(actor)
    return [
        Section("you", "You", [_describe(actor, person)]),
        Section("agreements", "What you agreed to", _list_agreements(actor)),
        Section("unsent_words", "Words you have not sent", _list_drafts(actor)),
        Section("sign_ins", "Where you signed in", _list_sign_ins(actor), is_on_paper=False),
        Section("activity", "What was written down", _list_activity(actor), is_on_paper=False),
    ]


def _describe(actor: Actor, person: Person) -> Entry:
    profile = find_profile(actor, person)
    choices = {
        kind.label.lower().replace(" ", "_"): choice.name
        for kind in ChoiceKind
        if profile and (choice := profile.find_choice(kind))
    }
    return {
        "full_name": person.full_name,
        "known_as": person.known_as,
        "pronouns": person.pronouns,
        "email": person.email,
        "time_zone": person.time_zone,
        "account_since": person.created_at,
        "roles": [role.name.value for role in person.roles],
        "employer": profile.employer if profile else "",
        "registration_number": profile.registration_number if profile else "",
        **choices,
    }


def _list_agreements(actor: Actor) -> list[Entry]:
    rows = db.session.scalars(
        sa.select(Acceptance)
        .join(Acceptance.version)
        .where(Acceptance.person_id == actor.person_id)
        .order_by(Acceptance.accepted_at, Acceptance.id)
        .options(contains_eager(Acceptance.version))
    )
    return [_describe_acceptance(row.version, row) for row in rows]


def _describe_acceptance(version: AgreementVersion, acceptance: Acceptance) -> Entry:
    return {
        "document": version.kind.label,
        "version": version.number,
        "accepted_at": acceptance.accepted_at,
    }


def _list_drafts(actor: Actor) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Draft.key, Draft.body, Draft.saved_at)
        .where(Draft.person_id == actor.person_id)
        .order_by(Draft.id)
    )
    return [{"place": key, "words": body, "saved_at": saved_at} for key, body, saved_at in rows]


def _list_sign_ins(actor: Actor) -> list[Entry]:
    rows = db.session.execute(
        sa.select(SignIn.started_at, SignIn.last_seen_at, SignIn.user_agent)
        .where(SignIn.person_id == actor.person_id)
        .order_by(SignIn.id)
    )
    return [
        {"started_at": began, "last_seen_at": seen, "browser": browser}
        for began, seen, browser in rows
    ]


def _list_activity(actor: Actor) -> list[Entry]:
    """The words of the page of one's activity, from the first event on; of others, supervisors alone are named."""
    concerned = AuditEvent.about_id == actor.person_id
    is_own = AuditEvent.actor_id == actor.person_id
    other_id = sa.case((is_own, AuditEvent.about_id), else_=AuditEvent.actor_id)
    supervises = Person.roles.any(Role.name == RoleName.SUPERVISOR)
    rows = db.session.execute(
        sa.select(
            AuditEvent.at,
            AuditEvent.action,
            is_own,
            sa.case((supervises, Person.full_name), (Person.id.is_not(None), SOMEBODY)),
        )
        .outerjoin(Person, Person.id == other_id)
        .where(concerned | is_own)
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    return [
        {"at": at, "words": (tell_own if own else tell_concerned)(action, other)}
        for at, action, own, other in rows
    ]
