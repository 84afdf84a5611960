"""The pages of clients, consents and cycles, as a browser sends and reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.models import Client, CompletedCycle, Cycle, EvidenceBasis, FilmKind
from app.cases.services import record_evidence
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import make_enrolment, make_person, make_supervisor, sign_in
from tests.factories.practice import make_client, make_completed_cycle, make_cycle
from tests.integration.cases.test_consent_pages import PAPER, YES, list_people


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


def find_client() -> Client:
    return db.session.scalars(sa.select(Client)).one()


def test_a_trainee_comes_from_an_empty_page_to_a_counted_cycle(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    assert "Add your first client" in client.get("/clients").text
    assert 'name="code"' not in client.get("/clients/new").text  # the portal makes it
    answer = client.post("/clients", data={"age_band": "0-2", "setting": "Family Hub"})
    address = f"/clients/{find_client().uuid}"
    assert answer.location == address
    assert "Next: say who is filmed" in client.get(address).text
    assert client.get(f"{address}/consents").location == f"{address}/filmed-people"
    for relation in ("parent", "child"):
        person = {"relation": relation, "in_interaction": "y"}
        assert client.post(f"{address}/filmed-people", data=person).status_code == 303
    assert "record the family" in client.get(address).text
    form = YES | PAPER | {"people": list_people(find_client())}
    assert client.post(f"{address}/consents", data=form).location == address
    assert "Start cycle 1" in client.get(address).text
    answer = client.post(f"{address}/cycles")
    cycle = db.session.scalars(sa.select(Cycle)).one()
    assert answer.location == f"/cycles/{cycle.uuid}"
    dates = {"filmed_on": "2025-04-01", "reviewed_on": "2025-04-09"}
    assert client.post(f"/cycles/{cycle.uuid}/dates", data=dates).status_code == 302
    assert "2 of 4 steps done" in client.get(address).text
    sign_in(client, scene.supervisor)
    kinds = {"kinds": [kind.value for kind in FilmKind]}
    assert "kept elsewhere" not in client.get(address).text
    assert client.post(f"/cycles/{cycle.uuid}/confirmation", data=kinds).status_code == 302
    assert "kept elsewhere, confirmed by the supervisor" in client.get(address).text
    completed = db.session.scalars(sa.select(CompletedCycle)).one()
    assert completed.effective_on == date(2025, 4, 9)


def test_a_client_belongs_to_a_service_and_the_form_says_what_it_approves(
    client: FlaskClient, scene: Scene
) -> None:
    approved, closed = make_organisation("Brook Hub"), make_organisation("Old Hub")
    make_approval(approved)
    closed.closed_at = clock.now()
    db.session.commit()
    sign_in(client, scene.trainee)
    page = client.get("/clients/new").text
    assert "Brook Hub (films approved)" in page
    assert "Old Hub" not in page
    client.post("/clients", data={"age_band": "0-2", "organisation": str(approved.uuid)})
    family = find_client()
    assert family.organisation is approved
    approved.closed_at = clock.now()
    db.session.commit()
    assert "Brook Hub" in client.get(f"/clients/{family.uuid}/edit").text  # it stays where it was
    client.post(f"/clients/{family.uuid}", data={"age_band": "0-2", "organisation": ""})
    assert find_client().organisation is None
    reason = db.session.scalars(
        sa.select(CaseChoice).where(CaseChoice.list_name == ChoiceList.REFERRAL_REASON)
    ).first()
    assert reason is not None
    reason.retired_at = clock.now()
    family.referral_reason = reason
    db.session.commit()
    assert reason.words not in client.get("/clients/new").text
    chosen = {"age_band": "0-2", "referral_reason": str(reason.uuid)}
    client.post(f"/clients/{family.uuid}", data=chosen)  # retired since, and still true
    assert find_client().referral_reason is reason
    strange = {"age_band": "0-2", "organisation": str(closed.uuid)}
    assert client.post("/clients", data=strange).status_code == 422


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"setting": "at LS1 4AB, a quiet nursery"}, "looks like a postcode"),
        ({"age_band": ""}, "Choose the age band"),
        ({"referred_on": "2999-01-01"}, "today at the latest"),
    ],
)
def test_what_cannot_be_kept_of_a_client_says_why_and_nothing_typed_is_lost(
    client: FlaskClient, scene: Scene, typed: dict[str, str], words: str
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment)
    data = {"age_band": "0-2", "setting": "a quiet nursery"} | typed
    for address in ("/clients", f"/clients/{family.uuid}"):
        answer = client.post(address, data=data)
        assert answer.status_code == 422
        assert words in answer.text
        assert "a quiet nursery" in answer.text
        assert answer.text.count("There is something to put right") == 1


def test_dates_in_the_wrong_order_are_told_at_their_field(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    cycle = make_cycle(make_client(scene.enrolment))
    dates = {"filmed_on": "2025-04-09", "reviewed_on": "2025-04-01"}
    answer = client.post(f"/cycles/{cycle.uuid}/dates", data=dates)
    assert answer.status_code == 422
    assert "on or after the day of filming" in answer.text
    assert 'value="2025-04-01"' in answer.text


def test_the_dates_of_a_counted_cycle_answer_with_a_clear_page(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in(client, scene.trainee)
    counted = make_completed_cycle(make_client(scene.enrolment))
    answer = client.post(f"/cycles/{counted.cycle.uuid}/dates", data={"filmed_on": "2025-04-02"})
    assert answer.status_code == 409
    assert "counts already" in answer.text


def test_a_supervisor_reads_a_client_without_the_trainees_buttons(
    client: FlaskClient, scene: Scene
) -> None:
    family = make_client(scene.enrolment)
    cycle = make_cycle(family, filmed_on=date(2025, 4, 1))
    record_evidence(SYSTEM, cycle, FilmKind.INTERACTION, EvidenceBasis.FILM)
    db.session.commit()
    page = sign_in(client, scene.supervisor).get(f"/clients/{family.uuid}").text
    assert scene.trainee.full_name in page
    for words in ("Start cycle", "Open cycle", "Record a signed form"):
        assert words not in page


def test_somebody_in_no_training_is_told_kindly(client: FlaskClient, app: Flask) -> None:
    sign_in(client, make_person())
    assert "Clients belong to a training" in client.get("/clients").text


def test_lists_take_as_many_queries_for_many_clients_and_cycles_as_for_one(
    client: FlaskClient, scene: Scene, count_queries: CountQueries
) -> None:
    sign_in(client, scene.trainee)
    family = make_client(scene.enrolment)
    make_completed_cycle(family)
    sent: list[int] = []
    for _ in range(2):
        for address in ("/clients", f"/clients/{family.uuid}"):
            client.get(address)
            with count_queries() as statements:
                assert client.get(address).status_code == 200
            sent.append(len(statements))
        for _ in range(4):
            make_completed_cycle(family)
            make_completed_cycle(make_client(scene.enrolment))
    assert sent[:2] == sent[2:]
