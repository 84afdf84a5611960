"""The pages of who is filmed and what they said yes to, as a browser sends and reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.cases.consents.queries import list_running_consents
from app.cases.filmed_people.queries import list_filmed_people
from app.cases.models import Client, Purpose
from app.core.actor import SYSTEM
from app.core.clock import today
from app.extensions import db
from app.organisations.models import ConsentWording
from app.trainees.models import Enrolment
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import give_consent, make_client

FURTHER = {"intervision": "no", "teaching": "no", "research": "no"}
YES = {"vig": "yes", "supervision": "yes", "accreditation": "no"} | FURTHER
PAPER = {
    "given_on": "2025-03-10",
    "given_by": "parent",
    "evidence": "signed_form",
    "wording": "printed",
    "form_version": "2025-1",
    "filed_at": "Service record",
}


@dataclass
class Scene:
    enrolment: Enrolment
    trainee: Person
    supervisor: Person


@pytest.fixture
def scene(app: Flask) -> Scene:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    return Scene(enrolment, enrolment.person, supervisor)


def list_people(client: Client) -> list[str]:
    """What a form sends to choose everybody on the films."""
    return [str(person.uuid) for person in list_filmed_people(SYSTEM, client)]


def test_every_purpose_wants_an_answer_of_its_own(client: FlaskClient, scene: Scene) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment, Purpose.VIG)
    address, people = f"/clients/{family.uuid}/consents", {"people": list_people(family)}
    answer = client.post(address, data={"supervision": "yes"} | FURTHER | PAPER | people)
    assert answer.status_code == 422
    assert answer.text.count("Choose yes or no.") == 2  # at the field, and in the summary
    answer = client.post(
        address, data={"supervision": "yes", "accreditation": "no"} | FURTHER | PAPER | people
    )
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"people": []}, "Choose the people"),
        ({"given_by": ""}, "Choose who said yes"),
        ({"form_version": ""}, "Enter the version printed"),
        ({"until_on": "2025-01-01"}, "The last day comes after the first"),
        ({"filed_at": "file of 12.03.2019"}, "looks like a date of birth"),
    ],
)
def test_a_form_that_cannot_be_says_why(
    client: FlaskClient, scene: Scene, typed: dict[str, str], words: str
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment, Purpose.VIG)
    form = YES | PAPER | {"people": list_people(family)} | typed
    answer = client.post(f"/clients/{family.uuid}/consents", data=form)
    assert answer.status_code == 422
    assert words in answer.text


def test_ending_a_consent_takes_effect_and_stands_in_the_table(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment)
    address = f"/clients/{family.uuid}"
    assert "That cannot be taken back" in client.get(f"{address}/withdrawals").text
    data = {"who": list_people(family)[1], "what": "supervision"}
    assert client.post(f"{address}/withdrawals", data=data).location == address
    page = client.get(address).text
    assert page.count("Ended") == 1
    assert "Your supervisor will not see it: the child does not say yes to supervision" in page
    client.post(f"{address}/withdrawals", data={"who": "all", "what": "all"})
    page = client.get(address).text
    assert page.count("Ended") == 2 * len(Purpose)
    assert "The parent and the child do not say yes to VIG now" in page
    assert "Next:" not in page


def test_only_people_and_purposes_of_the_family_can_be_chosen(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    address = f"/clients/{make_client(scene.enrolment).uuid}"
    other = list_people(make_client(make_enrolment()))[0]
    for data in ({"who": other, "what": "all"}, {"who": "all", "what": "breakfast"}):
        assert client.post(f"{address}/withdrawals", data=data).status_code == 422
    form = YES | PAPER | {"people": [other]}
    assert client.post(f"{address}/consents", data=form).status_code == 422


def test_the_page_tells_what_runs_out_and_who_is_to_be_asked_again(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment, Purpose.VIG)
    parent, child = list_filmed_people(SYSTEM, family)
    give_consent(parent, Purpose.RESEARCH, until_on=today() + timedelta(days=12))
    give_consent(parent, Purpose.TEACHING, until_on=today() - timedelta(days=1))
    child.consents_again_on = (today() + timedelta(days=40)).replace(day=1)
    db.session.commit()
    page = client.get(f"/clients/{family.uuid}").text
    for words in ("ends in 12 days", "Ran out", "Not asked", "speaks for themselves from"):
        assert words in page


def test_the_slip_carries_code_and_contact_and_no_name(client: FlaskClient, scene: Scene) -> None:
    family = make_client(scene.enrolment)
    assert family.organisation is not None
    family.organisation.privacy_contact = "Privacy desk, 01632 960001"
    db.session.commit()
    for reader in (scene.trainee, scene.supervisor):
        page = sign_in(client, reader).get(f"/clients/{family.uuid}/slip").text
        for words in (family.code, "Privacy desk, 01632 960001", "/withdrawals"):
            assert words in page
    pdf = client.get(f"/clients/{family.uuid}/slip.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert pdf.mimetype == "application/pdf"


def test_the_wordings_of_the_organisation_come_before_the_associations(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment, Purpose.VIG)
    db.session.add(ConsentWording(organisation_id=None, version="A-1", body="…"))
    db.session.commit()
    address = f"/clients/{family.uuid}/consents"
    assert "Version A-1" in client.get(address).text
    own = ConsentWording(organisation_id=family.organisation_id, version="O-7", body="…")
    db.session.add(own)
    db.session.commit()
    page = client.get(address).text
    assert "Version O-7" in page
    assert "Version A-1" not in page
    form = YES | PAPER | {"people": list_people(family), "wording": str(own.uuid)}
    assert client.post(address, data=form | {"form_version": ""}).status_code == 302
    [latest] = {c.form_version for c in list_running_consents(SYSTEM, family) if c.wording_id}
    assert latest == "O-7"


def test_the_part_somebody_has_is_changed_and_a_mistake_taken_away(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment)
    _, child = list_filmed_people(SYSTEM, family)
    address = f"/filmed-people/{child.uuid}"
    assert "never a birthday" in client.get(address).text
    sent = client.post(address, data={"is_client": "y", "consents_again_on": "2036-09"})
    assert sent.status_code == 303
    page = client.get(sent.location).text
    assert "speaks for themselves from 1 September 2036" in page
    assert "only in films of the shared review" in page
    assert client.post(address, data={"consents_again_on": "soon"}).status_code == 422
    assert client.post(f"{address}/removal").status_code == 303
    assert client.get(address).status_code == 404
    client.post(f"/clients/{family.uuid}/withdrawals", data={"who": "all", "what": "all"})
    parent = list_filmed_people(SYSTEM, family)[0]
    assert client.post(f"/filmed-people/{parent.uuid}/removal").status_code == 409
