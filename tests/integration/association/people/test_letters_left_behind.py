"""An invitation that is on its way when the office changes an account brings nothing back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.invitations.acceptances.services import accept
from app.accounts.invitations.errors import LinkOver
from app.accounts.invitations.models import Invitation, State
from app.accounts.invitations.services import invite_people
from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.association.people.corrections.correction import Correction
from app.association.people.corrections.services import correct_person
from app.association.people.services import withdraw_role
from app.core.actor import Actor, RoleName
from app.extensions import db
from tests.factories.invitations import find_welcome
from tests.factories.people import make_administrator, make_person
from tests.integration.accounts.invitations.test_accepting import come_in, find_person


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


def invite_newcomer(office: Actor, person: Person) -> Invitation:
    invite_people(office, [person])
    db.session.commit()
    return db.session.query(Invitation).filter_by(email=person.email).one()


def test_a_role_taken_meanwhile_does_not_come_back_by_a_letter(office: Actor) -> None:
    person = make_person(RoleName.SUPERVISOR, RoleName.PRACTITIONER)
    invitation = invite_newcomer(office, person)
    withdraw_role(office, person, RoleName.SUPERVISOR)
    with pytest.raises(LinkOver):
        accept(build_actor(person), invitation, person)
    assert {role.name for role in person.roles} == {RoleName.PRACTITIONER}


def test_taking_a_role_leaves_a_letter_that_does_not_offer_it(office: Actor) -> None:
    person = make_person(RoleName.PRACTITIONER)
    invitation = invite_newcomer(office, person)
    withdraw_role(office, person, RoleName.SUPERVISOR)
    assert invitation.state is State.OPEN


def test_a_letter_to_the_former_address_opens_no_second_account(
    office: Actor, client: FlaskClient
) -> None:
    person = make_person(RoleName.SUPERVISOR, full_name="Asha Rao")
    former = person.email
    link = find_welcome(invite_newcomer(office, person))
    correct_person(office, person, Correction("Asha Rao", "Asha", "asha.rao@example.org"))
    db.session.commit()
    assert client.get(link).status_code != 200
    assert find_person(former) is None


def test_a_corrected_name_leaves_the_letter_as_it_is(office: Actor, client: FlaskClient) -> None:
    person = make_person(RoleName.SUPERVISOR, full_name="Asha Roa")
    link = find_welcome(invite_newcomer(office, person))
    correct_person(office, person, Correction("Asha Rao", "Asha", person.email))
    db.session.commit()
    assert come_in(client, link).status_code == 302
