"""Saying yes to an invitation, once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import sqlalchemy as sa

from app.accounts.changes.services import record_grant
from app.accounts.invitations.acceptances.queries import get_by_link
from app.accounts.invitations.errors import (
    AccountClosed,
    AccountExists,
    LinkOver,
    NotForThisAccount,
)
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.policies import can_accept, can_open_account
from app.accounts.invitations.queries import find_people
from app.accounts.models import Person
from app.accounts.passwords.hashes import hash_new_password
from app.audit.services import record_event
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job

NEWS_JOB = "notifications.tell_of_acceptance"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody said of themselves; the password is hashed already."""

    full_name: str
    known_as: str
    password_hash: str


def open_account(actor: Actor, link_key: UUID, account: NewAccount) -> Person:
    """Make the person who was invited, with what they were invited as, and use up the link.

    Of two tabs at once the first makes the account. Raises LinkOver for the other, and AccountExists where the
    address has a password already.
    """
    require(can_open_account(actor))
    invitation = get_by_link(link_key)
    person = find_people([invitation.email]).get(invitation.email)
    _use_up(invitation)
    if person is None:
        person = Person(email=invitation.email, fs_uniquifier=uuid4().hex)
    elif person.password is not None or not person.active:
        raise AccountExists
    person.full_name, person.known_as = account.full_name, account.known_as
    person.password = account.password_hash
    with refusing(db.session(), {"uq_person_email": AccountExists}):
        db.session.add(person)
    _grant(Actor(person.id), invitation, person)
    return person


def accept(actor: Actor, invitation: Invitation, person: Person) -> None:
    """Add what the invitation offers to an account there is. Raises NotForThisAccount, AccountClosed and LinkOver."""
    require(can_accept(actor, person.id))
    if person.email != invitation.email:
        raise NotForThisAccount
    if not person.active:
        raise AccountClosed
    if not invitation.can_be_used:
        raise LinkOver
    _use_up(invitation)
    _grant(actor, invitation, person)


def prepare_account(
    actor: Actor, invitation: Invitation, full_name: str, known_as: str, password: str
) -> NewAccount:
    """Judge and hash the password, which takes its time: no lock may be held meanwhile. Raises PasswordTooWeak."""
    require(can_open_account(actor))
    kept = hash_new_password(password, full_name, known_as, invitation.email)
    return NewAccount(" ".join(full_name.split()), " ".join(known_as.split()), kept)


def _use_up(invitation: Invitation) -> None:
    """Mark it as accepted, if nobody did so and nothing else ended this very link in the meantime. Raises LinkOver."""
    used = db.session.scalar(
        sa.update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.link_key == invitation.link_key,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.superseded_at.is_(None),
        )
        .values(accepted_at=clock.now())
        .returning(Invitation.id)
    )
    if used is None:
        raise LinkOver


def _grant(actor: Actor, invitation: Invitation, person: Person) -> None:
    invitation.accepted_by_id = person.id
    record_event(actor, "invitation.accepted", "invitation", invitation.uuid)
    giver = Actor(invitation.invited_by_id) if invitation.invited_by_id else SYSTEM
    for role in sorted(invitation.role_names):
        record_grant(giver, person, role)
    db.session.flush()
    enqueue_job(NEWS_JOB, {"invitation": str(invitation.uuid)})
