"""Adding organisations, and keeping straight what is known of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Organisation
from app.organisations.policies import can_manage_organisations


class NameTaken(Conflict):
    """Two organisations of one name could not be told apart in a list."""

    title = "There is an organisation of this name"
    message = (
        "An organisation of this name is there already. Open it, or add what tells the two apart."
    )
    field = "name"


RULES = {"uq_organisation_name": NameTaken}


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who an organisation is: whose films they are in law, and whom to turn to."""

    name: str
    lead: str
    controller: str
    privacy_contact: str
    safeguarding_contact: str
    films_may_leave: bool
    film_limit_mib: int | None = None


def add_organisation(actor: Actor, particulars: Particulars) -> Organisation:
    """Add a service or employer; it has approved nothing yet. Raises NameTaken."""
    require(can_manage_organisations(actor))
    organisation = Organisation(**asdict(particulars))
    with refusing(db.session(), RULES):
        db.session.add(organisation)
    record_event(actor, "organisation.added", "organisation", organisation.uuid)
    return organisation


def change_organisation(actor: Actor, organisation: Organisation, particulars: Particulars) -> None:
    """Correct what is known of an organisation. Raises NameTaken."""
    require(can_manage_organisations(actor))
    with refusing(db.session(), RULES):
        for name, value in asdict(particulars).items():
            setattr(organisation, name, value)
    record_event(actor, "organisation.changed", "organisation", organisation.uuid)


def close_organisation(actor: Actor, organisation: Organisation) -> None:
    """No new client is opened there from now on; those who are there stay, under what was approved. Twice is once."""
    require(can_manage_organisations(actor))
    if organisation.closed_at is None:
        organisation.closed_at = clock.now()
        record_event(actor, "organisation.closed", "organisation", organisation.uuid)


def reopen_organisation(actor: Actor, organisation: Organisation) -> None:
    """New clients may be opened there again. Twice is once."""
    require(can_manage_organisations(actor))
    if organisation.closed_at is not None:
        organisation.closed_at = None
        record_event(actor, "organisation.reopened", "organisation", organisation.uuid)
