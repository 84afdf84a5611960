"""Asking to leave, beginning it, and taking it back."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.queries import get_own_person, list_administrator_ids
from app.audit.services import record_event
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.services import notify, notify_people
from app.retention.leaving.errors import AlreadyClosed, NamelessNow, NotAsked
from app.retention.leaving.models import Leaving
from app.retention.leaving.orders import LET_GO
from app.retention.leaving.policies import can_close, can_leave
from app.retention.leaving.queries import find_leaving, find_own_leaving


def ask_to_leave(actor: Actor, *, takes_name: bool) -> Leaving:
    """Tell the office that the actor leaves. Asked twice it stays one, with what was asked last."""
    require(can_leave(actor))
    person = get_own_person(actor)
    if (leaving := find_own_leaving(actor)) is not None:
        leaving.takes_name = takes_name
        return leaving
    leaving = Leaving(person_id=person.id, takes_name=takes_name)
    try:
        with refusing(db.session(), {"uq_leaving_current": Conflict}):
            db.session.add(leaving)
    except Conflict:
        return ask_to_leave(actor, takes_name=takes_name)
    record_event(actor, "leaving.asked", "person", person.uuid)
    notify_people(
        actor,
        list_administrator_ids(SYSTEM),
        subject=f"{person.full_name} asks to leave",
        path=f"/association/people/{person.uuid}/leaving",
    )
    return leaving


def stay_after_all(actor: Actor) -> None:
    """Take the asking back. Raises AlreadyClosed once the office has begun."""
    require(can_leave(actor))
    leaving = find_own_leaving(actor)
    if leaving is None:
        return
    lock_row(db.session(), leaving)
    if leaving.closed_at is not None:
        raise AlreadyClosed
    leaving.withdrawn_at = clock.now()
    record_event(actor, "leaving.withdrawn", "person", get_own_person(actor).uuid)


def begin_leaving(actor: Actor, person: Person) -> Leaving:
    """Let the films of the person's clients, and everything private, go: the worker does it. Raises NotAsked.

    The caller closes the account. Begun twice it stays one.
    """
    require(can_close(actor, person))
    leaving = find_leaving(actor, person.id)
    if leaving is None:
        raise NotAsked
    lock_row(db.session(), leaving)
    if leaving.closed_at is None:
        leaving.close(actor.hand)
        db.session.flush()
        record_event(actor, "leaving.begun", "person", person.uuid, about=person.id)
        enqueue_job(LET_GO, {"leaving_id": leaving.id})
    return leaving


def take_leaving_back(actor: Actor, person: Person) -> None:
    """The account is opened again: nothing further goes. What is erased stays erased. Raises NamelessNow."""
    require(can_close(actor, person))
    leaving = find_leaving(actor, person.id)
    if leaving is None or leaving.closed_at is None:
        return
    lock_row(db.session(), leaving)
    if leaving.finished_at is not None:
        raise NamelessNow
    leaving.reopened_at = clock.now()
    person.close_films()  # their second factor went, so that the way in is new
    record_event(actor, "leaving.taken_back", "person", person.uuid, about=person.id)
    notify(actor, person.id, subject="Your leaving was taken back", path="/account/leaving")
