"""What the office may do with somebody's account. It never becomes them: nobody acts as another."""

from __future__ import annotations

from app.accounts.models import Person
from app.core.actor import Actor, RoleName


def can_see_people(actor: Actor) -> bool:
    """The office sees everybody's name, address, roles and training; never a secret, a film or a client."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_change_person(actor: Actor, person: Person) -> bool:
    """The office changes everybody's account but its own: that takes somebody else of the office."""
    return can_see_people(actor) and actor.person_id != person.id
