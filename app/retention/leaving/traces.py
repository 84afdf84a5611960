"""What is left of a person who leaves, and what is not."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from app.accounts.changes.models import AddressChange
from app.accounts.changes.services import record_withdrawal
from app.accounts.factors.services import forget_factors
from app.accounts.invitations.models import Invitation
from app.accounts.models import Person
from app.accounts.profiles.models import Profile
from app.accounts.sign_ins.models import SignIn
from app.accreditation.models import StageReview
from app.accreditation.services import withdraw_review
from app.allocations.models import Allocation
from app.allocations.services import end_allocation
from app.cases.models import Client, Cycle
from app.cases.reflections.models import Reflection
from app.cases.reminders.models import ClientReminder
from app.core import clock
from app.core.actor import Actor, RoleName
from app.drafts.models import Draft
from app.extensions import db
from app.notifications.models import LetterRefusal, Notification
from app.organisations.models import NamedPerson
from app.retention.family_words import forget_family_words
from app.supervision.models import SupervisionSession
from app.trainees.models import Enrolment
from app.wording.models import KeptWords

NAMELESS = "Former member"
"""What stands where a name was."""

NOWHERE = "invalid"
"""The end of addresses that no letter reaches (RFC 2606)."""


def forget_private_things(actor: Actor, person: Person) -> None:
    """At once: what was for the person's own eyes, and every way into the account but the password."""
    clients = _select_clients(person)
    cycles = sa.select(Cycle.id).where(Cycle.client_id.in_(clients))
    unshared = Reflection.cycle_id.in_(cycles) & Reflection.shared_at.is_(None)
    for statement in (
        sa.delete(Draft).where(Draft.person_id == person.id),
        sa.delete(ClientReminder).where(ClientReminder.client_id.in_(clients)),
        sa.delete(Reflection).where(unshared),
        sa.delete(Notification).where(Notification.person_id == person.id),
        sa.delete(SignIn).where(SignIn.person_id == person.id),
    ):
        db.session.execute(statement)
    forget_factors(actor, person)


def forget_work(actor: Actor, person: Person) -> None:
    """After the waiting: the person's own words, the families' words, and every reason for access. Counts stay."""
    clients = _select_clients(person)
    cycles = sa.select(Cycle.id).where(Cycle.client_id.in_(clients))
    enrolments = _select_enrolments(person)
    for statement in (
        sa.delete(Reflection).where(Reflection.cycle_id.in_(cycles)),
        sa.update(SupervisionSession)
        .where(SupervisionSession.recorded_by_id == person.id)
        .values(note=""),
        sa.update(StageReview).where(StageReview.enrolment_id.in_(enrolments)).values(statement=""),
        sa.update(KeptWords).where(KeptWords.person_id == person.id).values(excerpt="", because=""),
        sa.update(NamedPerson)
        .where(NamedPerson.person_id == person.id, NamedPerson.ended_at.is_(None))
        .values(ended_at=clock.now()),
    ):
        db.session.execute(statement)
    for client in db.session.scalars(sa.select(Client).where(Client.id.in_(clients))):
        forget_family_words(actor, client)
    _end_access(actor, person)


def become_nameless(actor: Actor, person: Person, *, keeps_name: bool) -> None:
    """Last: who the person was. ``keeps_name``: the name alone stays, because the register promises it."""
    names = [] if keeps_name else [person.full_name]
    email = f"former-{person.uuid}@{NOWHERE}"
    _forget_elsewhere(person, email, names)
    for role in [RoleName(role.name) for role in person.roles]:
        if not (keeps_name and role is RoleName.PRACTITIONER):
            record_withdrawal(actor, person, role)
    forget_factors(actor, person)
    person.email, person.password, person.fs_uniquifier = email, None, uuid4().hex
    person.fs_webauthn_user_handle, person.pronouns, person.active = None, "", False
    person.time_zone = clock.LONDON.key
    if not keeps_name:
        person.full_name = person.known_as = NAMELESS


def _forget_elsewhere(person: Person, email: str, names: list[str]) -> None:
    """Where an address or a name was written down a second time."""
    same = sa.or_(Invitation.accepted_by_id == person.id, Invitation.email == person.email)
    invited = {"email": email} | ({"full_name": NAMELESS} if names else {})
    db.session.execute(sa.update(Invitation).where(same).values(invited))
    for kind in (Profile, AddressChange, LetterRefusal):
        db.session.execute(sa.delete(kind).where(kind.person_id == person.id))
    for name in names:
        told = Notification.subject.contains(name, autoescape=True)
        renamed = sa.func.replace(Notification.subject, name, NAMELESS)
        db.session.execute(sa.update(Notification).where(told).values(subject=renamed))


def _end_access(actor: Actor, person: Person) -> None:
    enrolments = _select_enrolments(person)
    for review in db.session.scalars(
        sa.select(StageReview).where(
            StageReview.enrolment_id.in_(enrolments), StageReview.open_key.is_not(None)
        )
    ):
        withdraw_review(actor, review)
    running = sa.or_(Allocation.enrolment_id.in_(enrolments), Allocation.person_id == person.id)
    for allocation in db.session.scalars(
        sa.select(Allocation).where(running, Allocation.ended_at.is_(None))
    ):
        end_allocation(actor, allocation)


def _select_enrolments(person: Person) -> sa.Select[int]:
    return sa.select(Enrolment.id).where(Enrolment.person_id == person.id)


def _select_clients(person: Person) -> sa.Select[int]:
    return sa.select(Client.id).where(Client.enrolment_id.in_(_select_enrolments(person)))
