"""Closing an account for good, when its person asked to leave."""

from __future__ import annotations

from app.accounts.models import Person
from app.association.people import queries
from app.association.people.errors import StillSupervises
from app.association.people.policies import can_change_person
from app.association.people.services import deactivate_person, take_turn
from app.core.actor import Actor
from app.core.policy import require
from app.retention.leaving.services import begin_leaving


def close_for_good(actor: Actor, person: Person) -> None:
    """Close the account and let go what goes with it; the name follows after the waiting time.

    Raises NotAsked, LastAdministrator, and StillSupervises while a training or an open review rests on the person.
    """
    require(can_change_person(actor, person))
    take_turn(actor)
    if queries.carries_work(actor, person):
        raise StillSupervises
    begin_leaving(actor, person)
    deactivate_person(actor, person)
