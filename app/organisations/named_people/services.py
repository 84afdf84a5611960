"""Naming the people of a service who speak for its families, and ending that."""

from __future__ import annotations

from app.accounts.models import Person
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.organisations.models import NamedPerson, Organisation
from app.organisations.policies import can_manage_organisations


class AlreadyNamed(Conflict):
    """One naming of one person is enough."""

    title = "This person is named already"
    message = "This person is named for the organisation already."


def name_person(actor: Actor, organisation: Organisation, person: Person) -> NamedPerson:
    """From now on the person may withdraw consents by client code for this organisation. Raises AlreadyNamed."""
    require(can_manage_organisations(actor))
    named = NamedPerson(organisation=organisation, person_id=person.id, named_by_id=actor.hand)
    with refusing(db.session(), {"uq_named_person_current": AlreadyNamed}):
        db.session.add(named)
    record_event(actor, "named_person.named", "organisation", organisation.uuid, about=person.id)
    notify(
        actor,
        person.id,
        subject=f"You are named for {organisation.name}",
        path="/",
        kind=NewsKind.PEOPLE,
    )
    return named


def end_naming(actor: Actor, named: NamedPerson) -> None:
    """From now on the person speaks for nobody there. Twice is once."""
    require(can_manage_organisations(actor))
    if named.ended_at is None:
        named.ended_at = clock.now()
        record_event(
            actor,
            "named_person.ended",
            "organisation",
            named.organisation.uuid,
            about=named.person_id,
        )
