"""Services that approved something, made straight in the database."""

from __future__ import annotations

from datetime import date
from itertools import count

import sqlalchemy as sa

from app.accounts.models import Person
from app.extensions import db
from app.organisations.models import (
    Approval,
    ApprovalScope,
    ApprovedPerson,
    ConsentWording,
    NamedPerson,
    Organisation,
)
from tests.factories.people import make_person

APPROVING = "Invented Family Service"
"""Where the clients of other tests are: its films may be in the portal, whoever took them."""

_numbers = count(1)


def make_organisation(name: str | None = None) -> Organisation:
    """An organisation that has approved nothing yet."""
    organisation = Organisation(
        name=name or f"Invented Service {next(_numbers)}",
        lead="Head of the service",
        controller="Invented Council",
        privacy_contact="privacy@example.org",
        safeguarding_contact="safeguarding@example.org",
    )
    db.session.add(organisation)
    db.session.commit()
    return organisation


def make_approval(
    organisation: Organisation,
    *people: Person,
    scope: ApprovalScope = ApprovalScope.FILMS,
    from_on: date = date(2020, 1, 1),
    until_on: date | None = None,
) -> Approval:
    """What an organisation approved, for everybody where nobody is named."""
    approval = Approval(
        organisation=organisation,
        scope=scope,
        is_for_everybody=not people,
        approved_by="Information governance lead",
        from_on=from_on,
        until_on=until_on,
        filed_at="IG register, entry 12",
    )
    db.session.add(approval)
    db.session.flush()
    db.session.add_all(
        ApprovedPerson(approval_id=approval.id, person_id=person.id) for person in people
    )
    db.session.commit()
    return approval


def find_approving_organisation() -> Organisation:
    """The organisation that approves films for everybody; made where it is not there yet."""
    there = db.session.scalar(sa.select(Organisation).where(Organisation.name == APPROVING))
    if there is not None:
        return there
    organisation = make_organisation(APPROVING)
    make_approval(organisation)
    return organisation


def make_naming(organisation: Organisation, person: Person | None = None) -> NamedPerson:
    """Somebody who speaks for the families of an organisation."""
    named = NamedPerson(organisation=organisation, person=person or make_person())
    db.session.add(named)
    db.session.commit()
    return named


def make_wording(
    organisation: Organisation | None = None, body: str = "# We ask you"
) -> ConsentWording:
    """A wording that families sign, the association's where no organisation is given.

    Its year is long past: the numbers of this one belong to the portal.
    """
    wording = ConsentWording(organisation=organisation, version=f"2001-{next(_numbers)}", body=body)
    db.session.add(wording)
    db.session.commit()
    return wording
