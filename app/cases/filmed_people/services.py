"""Saying who is filmed. Whoever is on a film decides about it, so nobody is taken off to open one."""

from __future__ import annotations

from app.audit.services import record_event
from app.cases.filmed_people.parts import Part
from app.cases.filmed_people.queries import (
    MOST_PEOPLE,
    find_last_number,
    has_withdrawn,
    list_filmed_people,
)
from app.cases.models import Client, FilmedPerson
from app.cases.policies import can_work_with
from app.cases.relations import Relation
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db


class PersonWithdrew(Conflict):
    """Who ended a consent stays on record as filmed, as they were: otherwise their no would be undone."""

    title = "This person ended a consent"
    message = (
        "They stay on record as they are, because their decision counts for every film that shows them. "
        "If this was recorded by mistake, tell your supervisor."
    )


class MostPeople(Conflict):
    """A film does not show a crowd."""

    title = "That is as many as can be recorded"
    message = f"Up to {MOST_PEOPLE} people can be recorded for one client."


def add_filmed_person(actor: Actor, client: Client, relation: Relation, part: Part) -> FilmedPerson:
    """Record somebody whom films show; they are numbered where there are several. Raises MostPeople.

    Films made before show them, too: they are closed until this person says yes.
    """
    require(can_work_with(actor, client))
    lock_row(db.session(), client)  # people are numbered one after the other
    if len(list_filmed_people(actor, client)) >= MOST_PEOPLE:
        raise MostPeople
    number = find_last_number(actor, client, relation) + 1
    person = FilmedPerson(client=client, relation=relation, number=number)
    _describe(person, part)
    with refusing(db.session(), {"uq_filmed_person_client_id_relation_number": Conflict}):
        db.session.add(person)
    record_event(actor, "filmed_person.added", "client", client.uuid)
    return person


def correct_filmed_person(actor: Actor, person: FilmedPerson, part: Part) -> None:
    """Correct what part somebody has in the films. Raises PersonWithdrew."""
    require(can_work_with(actor, person.client))
    lock_row(db.session(), person)
    if has_withdrawn(actor, person):
        raise PersonWithdrew
    _describe(person, part)
    db.session.flush()
    record_event(actor, "filmed_person.corrected", "client", person.client.uuid)


def remove_filmed_person(actor: Actor, person: FilmedPerson) -> None:
    """Take away somebody who was recorded by mistake and is on no film. Raises PersonWithdrew."""
    require(can_work_with(actor, person.client))
    lock_row(db.session(), person)
    if has_withdrawn(actor, person):
        raise PersonWithdrew
    person.left_at = clock.now()
    db.session.flush()
    record_event(actor, "filmed_person.removed", "client", person.client.uuid)


def _describe(person: FilmedPerson, part: Part) -> None:
    first = part.consents_again_on
    person.is_client, person.in_interaction = part.is_client, part.in_interaction
    person.consents_again_on = first.replace(day=1) if first else None
