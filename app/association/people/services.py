"""Changing people's accounts: roles, closing and opening. Each change is on record and told to whom it concerns."""

from __future__ import annotations

from uuid import uuid4

from app.accounts.changes.models import Deactivation
from app.accounts.changes.services import record_grant, record_withdrawal
from app.accounts.invitations.services import revoke_unanswered
from app.accounts.models import Person
from app.accounts.queries import list_administrator_ids
from app.accounts.sign_ins.services import end_sign_ins
from app.allocations.models import AllocationKind
from app.allocations.services import end_allocation
from app.association.people import queries
from app.association.people.emails import CLOSING_JOB
from app.association.people.errors import LastAdministrator, StillSupervises
from app.association.people.policies import can_change_person, can_see_people
from app.audit.services import record_event
from app.clips.showings.services import end_showings_with
from app.core.actor import SYSTEM, Actor, RoleName
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.services import notify, notify_people
from app.retention.leaving.services import take_leaving_back

OFFICE_IS_TOLD = frozenset({RoleName.ADMINISTRATOR, RoleName.SUPERVISOR})
"""Roles that open other people's affairs: whoever else sits in the office hears of each grant."""


def take_turn(actor: Actor) -> None:
    """Change accounts one after the other: two who changed each other at once would wait for one another for ever.

    Raises Forbidden for whoever lost their seat in the office while they waited.
    """
    require(can_see_people(actor))
    queries.lock_office(actor)
    require(actor.is_system or actor.person_id in list_administrator_ids(actor))


def grant_role(actor: Actor, person: Person, role: RoleName) -> None:
    """Give somebody a role, from their next request on. One they hold already changes nothing."""
    require(can_change_person(actor, person))
    take_turn(actor)
    if not record_grant(actor, person, role):
        return
    notify(actor, person.id, subject=f"You are now {_name(role)} in the VIG Portal", path="/")
    if role in OFFICE_IS_TOLD:
        tell_office(actor, person, f"{person.full_name} is now {_name(role)}")


def withdraw_role(actor: Actor, person: Person, role: RoleName) -> None:
    """Take a role, from the person's next request on, and an invitation to it that they have not answered.

    Raises LastAdministrator, and StillSupervises while a training or an open review rests on the person.
    """
    require(can_change_person(actor, person))
    take_turn(actor)
    revoke_unanswered(actor, person.email, role)  # else its letter would bring the role back
    if role is RoleName.ADMINISTRATOR:
        _keep_an_administrator(actor, person)
    if role is RoleName.SUPERVISOR:
        _end_finished_supervision(actor, person)
    if role is RoleName.TRAINEE:
        end_showings_with(SYSTEM, person, also_own=False)
    if not record_withdrawal(actor, person, role):
        return
    subject = f"You are no longer {_name(role)} in the VIG Portal"
    notify(actor, person.id, subject=subject, path="/")
    if role in OFFICE_IS_TOLD:
        tell_office(actor, person, f"{person.full_name} is no longer {_name(role)}")


def deactivate_person(actor: Actor, person: Person) -> None:
    """Close an account: every browser is signed out at once, links for a new password end, all work stays.

    Films are shown to nobody and by nobody whose account is closed. Trainings and reviews that rest on the person wait for somebody else. Raises LastAdministrator.
    """
    require(can_change_person(actor, person))
    take_turn(actor)
    lock_row(db.session(), person)
    if not person.active:
        return
    _keep_an_administrator(actor, person)
    person.active = False
    person.fs_uniquifier = uuid4().hex  # links that were sent out rest on it
    db.session.add(Deactivation(person_id=person.id, deactivated_by_id=actor.hand))
    end_sign_ins(SYSTEM, person.id)
    end_showings_with(SYSTEM, person, also_own=True)
    record_event(actor, "person.deactivated", "person", person.uuid, about=person.id)
    enqueue_job(CLOSING_JOB, {"person": str(person.uuid)})


def reactivate_person(actor: Actor, person: Person) -> None:
    """Open a closed account again, with the roles, trainees and work it had. The person signs in anew.

    A leaving that was begun ends with it. Raises NamelessNow once nothing is left to come back to.
    """
    require(can_change_person(actor, person))
    take_turn(actor)
    lock_row(db.session(), person)
    closing = queries.find_deactivation(actor, person)
    if closing is None:
        return
    take_leaving_back(actor, person)
    closing.reverse(actor.hand)
    person.active = True
    record_event(actor, "person.reactivated", "person", person.uuid, about=person.id)
    notify(actor, person.id, subject="Your account in the VIG Portal is open again", path="/")


def _keep_an_administrator(actor: Actor, person: Person) -> None:
    if not set(list_administrator_ids(actor)) - {person.id}:
        raise LastAdministrator


def _end_finished_supervision(actor: Actor, person: Person) -> None:
    lock_row(db.session(), person)  # whoever gives them a trainee at this moment waits
    if queries.carries_work(actor, person):
        raise StillSupervises
    for allocation in queries.list_running_allocations(actor, person):
        if allocation.kind is not AllocationKind.PEER:
            end_allocation(actor, allocation)


def tell_office(actor: Actor, person: Person, subject: str) -> None:
    """Let everybody else in the office know what one of them did with an account."""
    require(can_change_person(actor, person))
    others = set(list_administrator_ids(actor)) - {person.id}
    notify_people(actor, sorted(others), subject=subject, path=f"/association/people/{person.uuid}")


def _name(role: RoleName) -> str:
    return f"an {role}" if role is RoleName.ADMINISTRATOR else f"a {role}"
