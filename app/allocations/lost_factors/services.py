"""A lost second factor: somebody who knows the person vouches for them, and everybody concerned is told."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.factors.services import forget_factors
from app.accounts.models import Person
from app.accounts.queries import list_administrator_ids
from app.accounts.sign_ins.services import end_sign_ins
from app.allocations.lost_factors.policies import can_reset_factors
from app.allocations.lost_factors.queries import supervises_person
from app.audit.services import record_event
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.policy import require
from app.notifications.services import notify, notify_people

FILMS_CLOSED_FOR = timedelta(hours=24)
"""Long enough for the owner to read a letter, should somebody else have asked in their name."""


def reset_factors(actor: Actor, person: Person) -> None:
    """Take away all second factors and recovery codes of a person the actor has spoken with.

    They are signed out everywhere and set up anew at their next sign-in; films stay closed to them for
    `FILMS_CLOSED_FOR`. They and the office are told.
    """
    require(
        can_reset_factors(actor, person.id, is_their_supervisor=supervises_person(actor, person))
    )
    forget_factors(actor, person)
    person.films_closed_until = clock.now() + FILMS_CLOSED_FOR
    end_sign_ins(SYSTEM, person.id)
    record_event(actor, "factors.reset", "person", person.uuid, about=person.id)
    notify(
        actor,
        person.id,
        subject="Your second factor was reset; if you did not ask for it, tell the association now",
        path="/account/factors",
    )
    office = [one for one in list_administrator_ids(SYSTEM) if one != person.id]
    subject = (
        f"The second factor of {person.full_name} was reset, and films are closed to them for a day"
    )
    notify_people(actor, office, subject=subject, path=f"/association/people/{person.uuid}")
