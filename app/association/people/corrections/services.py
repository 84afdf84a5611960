"""Putting a name or an address right."""

from __future__ import annotations

from uuid import uuid4

from app.accounts.changes.models import AddressChange
from app.accounts.invitations.services import revoke_unanswered
from app.accounts.models import Person
from app.accounts.services import AddressTaken
from app.accounts.sign_ins.services import end_sign_ins
from app.association.people.corrections.correction import Correction
from app.association.people.emails import ADDRESS_JOB
from app.association.people.policies import can_change_person
from app.association.people.services import take_turn, tell_office
from app.audit.services import record_event
from app.core.actor import SYSTEM, Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.services import notify


def correct_person(actor: Actor, person: Person, right: Correction) -> None:
    """Put the name and the address right. Raises AddressTaken.

    A new address is told to the one before and to the rest of the office, ends every sign-in and every link that is
    out, for a new password or to come in, and keeps films closed for a day: nobody slips into an account by its address.
    """
    require(can_change_person(actor, person))
    take_turn(actor)
    email = right.email.strip().lower()
    if person.email != email:  # before the account is locked, as whoever accepts does it
        revoke_unanswered(actor, person.email)
    lock_row(db.session(), person)
    if (person.full_name, person.known_as) != (right.full_name, right.known_as):
        person.full_name, person.known_as = right.full_name, right.known_as
        record_event(actor, "person.renamed", "person", person.uuid, about=person.id)
        notify(actor, person.id, subject="The association corrected your name", path="/")
    if person.email != email:
        _move(actor, person, email)
    db.session.flush()


def _move(actor: Actor, person: Person, email: str) -> None:
    change = AddressChange(person_id=person.id, former_email=person.email, changed_by_id=actor.hand)
    with refusing(db.session(), {"uq_person_email": AddressTaken}):
        person.email, person.fs_uniquifier = email, uuid4().hex
        person.close_films()
        db.session.add(change)
    end_sign_ins(SYSTEM, person.id)
    record_event(actor, "address.changed", "person", person.uuid, about=person.id)
    notify(actor, person.id, subject="This is the address you sign in with from now on", path="/")
    tell_office(actor, person, f"{person.full_name} signs in with another address now")
    enqueue_job(ADDRESS_JOB, {"change": str(change.uuid)})
