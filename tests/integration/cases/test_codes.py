"""A family ends its consent by its code: whoever types it sees the code and nothing else of the case."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.tries.limits import LIMITS_OF_STRANGERS
from app.accounts.tries.models import TryKind
from app.cases.client_codes import make_code
from app.cases.consents.queries import list_running_consents
from app.cases.models import Client, Purpose
from app.core.actor import SYSTEM
from app.extensions import db
from app.organisations.models import NamedPerson, Organisation
from tests.factories.organisations import make_organisation
from tests.factories.people import (
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client

TRIES = LIMITS_OF_STRANGERS[TryKind.CLIENT_CODE][0].tries


def make_family(organisation: Organisation | None = None) -> Client:
    """A family with a code that the portal made."""
    client = make_client(make_enrolment(), organisation=organisation)
    client.code = make_code()
    db.session.commit()
    return client


def make_named(organisation: Organisation) -> Person:
    """Somebody without any role whom the organisation named."""
    person = make_person()
    db.session.add(NamedPerson(organisation_id=organisation.id, person_id=person.id))
    db.session.commit()
    return person


@pytest.mark.parametrize(
    "spell",
    [
        str,
        str.upper,
        lambda code: f" {code.replace('-', ' ')} ",
        lambda code: code.replace("-", ""),
    ],
)
def test_a_code_is_found_however_it_is_spelt(
    client: FlaskClient, spell: object, app: Flask
) -> None:
    family = make_family()
    assert callable(spell)
    sign_in(client, make_administrator())
    page = client.post("/withdrawals/codes", data={"code": spell(family.code)})
    assert page.status_code == 200
    assert f"This code exists: {family.code}" in page.text


def test_the_named_person_of_its_organisation_ends_everything_and_gets_a_receipt(
    client: FlaskClient,
) -> None:
    organisation = make_organisation()
    family, named = make_family(organisation), make_named(organisation)
    sign_in(client, named)
    assert client.get("/").location == "/withdrawals"
    page = client.post("/withdrawals/codes", data={"code": family.code}).text
    trainee = family.enrolment.person
    for secret in (trainee.full_name, trainee.known_as, family.setting, str(family.uuid)):
        assert secret not in page
    sent = client.post("/withdrawals", data={"code": family.code, "what": "everything"})
    assert list_running_consents(SYSTEM, family) == []
    receipt = client.get(sent.location).text
    assert family.code in receipt
    assert "Everything the family had said yes to" in receipt
    for secret in (trainee.full_name, family.setting, str(family.uuid)):
        assert secret not in receipt


def test_one_purpose_ends_alone(client: FlaskClient) -> None:
    family = make_family()
    sign_in(client, make_administrator())
    sent = client.post("/withdrawals", data={"code": family.code, "what": "intervision"})
    assert Purpose.INTERVISION.label in client.get(sent.location).text
    running = {consent.purpose for consent in list_running_consents(SYSTEM, family)}
    assert running == set(Purpose) - {Purpose.INTERVISION}
    sign_in(client, make_administrator())
    assert client.get(sent.location).status_code == 404  # a receipt is its writer's


def test_codes_of_other_organisations_do_not_exist_for_a_named_person(client: FlaskClient) -> None:
    family = make_family(make_organisation())
    sign_in(client, make_named(make_organisation()))
    for address, data in (
        ("/withdrawals/codes", {"code": family.code}),
        ("/withdrawals", {"code": family.code, "what": "everything"}),
    ):
        refused = client.post(address, data=data)
        assert refused.status_code == 422
    assert len(list_running_consents(SYSTEM, family)) == 2 * len(Purpose)
    unknown = client.post("/withdrawals/codes", data={"code": make_code()})
    known = client.post("/withdrawals/codes", data={"code": family.code})
    assert "No family has this code here" in unknown.text
    assert "No family has this code here" in known.text


def test_a_named_person_reaches_nothing_else_of_the_case(client: FlaskClient) -> None:
    organisation = make_organisation()
    family = make_family(organisation)
    sign_in(client, make_named(organisation))
    for address in (
        f"/clients/{family.uuid}",
        f"/clients/{family.uuid}/withdrawals",
        f"/clients/{family.uuid}/slip",
    ):
        assert client.get(address).status_code == 404
    sign_in(client, make_person())
    assert client.get("/withdrawals").status_code == 403


def test_a_mistyped_code_is_told_by_its_check_character_alone(client: FlaskClient) -> None:
    family = make_family()
    sign_in(client, make_administrator())
    last = family.code[-1]
    wrong = family.code[:-1] + ("a" if last != "a" else "b")
    assert "may be mistyped" in client.post("/withdrawals/codes", data={"code": wrong}).text
    other = client.post("/withdrawals/codes", data={"code": make_code()}).text
    assert "may be mistyped" not in other
    assert client.post("/withdrawals/codes", data={"code": ""}).status_code == 422
    assert client.post("/withdrawals", data={"code": family.code}).status_code == 422
    assert client.post("/withdrawals", data={}).status_code == 422


def test_guessing_codes_has_an_end(client: FlaskClient) -> None:
    family = make_family()
    sign_in(client, make_administrator())
    for _ in range(TRIES):
        assert client.post("/withdrawals/codes", data={"code": make_code()}).status_code == 422
    for data in ({"code": family.code}, {"code": family.code, "what": "everything"}):
        address = "/withdrawals" if "what" in data else "/withdrawals/codes"
        assert client.post(address, data=data).status_code == 429
    assert len(list_running_consents(SYSTEM, family)) == 2 * len(Purpose)


def test_a_code_that_is_known_pays_for_no_guesses_at_others(client: FlaskClient) -> None:
    family = make_family()
    sign_in(client, make_administrator())
    for _ in range(TRIES):
        assert client.post("/withdrawals/codes", data={"code": family.code}).status_code == 200
        assert client.post("/withdrawals/codes", data={"code": make_code()}).status_code == 422
    assert client.post("/withdrawals/codes", data={"code": family.code}).status_code == 429


def test_somebody_named_who_also_works_here_changes_between_desks(client: FlaskClient) -> None:
    organisation = make_organisation()
    supervisor = make_supervisor()
    db.session.add(NamedPerson(organisation_id=organisation.id, person_id=supervisor.id))
    db.session.commit()
    page = sign_in(client, supervisor).get("/caseload").text
    assert 'href="/withdrawals"' in page
    assert "Organisation" in page
