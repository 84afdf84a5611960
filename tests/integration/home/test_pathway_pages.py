"""A trainee's home, and the same picture for those who accompany them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.cases.consents.services import withdraw_consents
from app.cases.models import Client
from app.clips.models import RenditionKind
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.clips import make_clip, seal
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client, make_completed_cycle, make_cycle, make_session


@pytest.fixture
def supervisor(app: Flask) -> Person:
    return make_supervisor()


@pytest.fixture
def enrolment(supervisor: Person) -> Enrolment:
    return make_enrolment(supervisor=supervisor)


def read_home(client: FlaskClient, enrolment: Enrolment) -> str:
    return sign_in(client, enrolment.person).get("/pathway").text


def test_a_new_trainee_is_met_with_the_first_step(
    client: FlaskClient, enrolment: Enrolment, supervisor: Person
) -> None:
    page = read_home(client, enrolment)
    assert f"Good to see you, {enrolment.person.known_as}" in page
    assert supervisor.full_name in page
    assert "Next: add your first client" in page
    assert "0 / 18" in page
    assert "0 min of about 15 h" in page


def test_the_midpoint_is_asked_for_from_the_ladder_by_its_trainee(
    client: FlaskClient, enrolment: Enrolment, supervisor: Person
) -> None:
    asking = "Agreed with your supervisor? Ask for it"
    assert asking in read_home(client, enrolment)
    assert asking not in sign_in(client, supervisor).get(f"/trainees/{enrolment.uuid}").text
    sign_in(client, enrolment.person).post("/reviews", data={"statement": "I wait longer now."})
    page = client.get("/pathway").text
    assert "See where it stands" in page
    assert asking not in page


def test_somebody_not_registered_yet_is_told_kindly(client: FlaskClient, app: Flask) -> None:
    sign_in(client, make_person(RoleName.TRAINEE))
    assert "Your pathway will start here" in client.get("/pathway").text


def test_the_numbers_are_those_that_count(
    client: FlaskClient, enrolment: Enrolment, supervisor: Person
) -> None:
    family = make_client(enrolment)
    make_completed_cycle(family)
    make_completed_cycle(family)
    make_cycle(family, filmed_on=date(2025, 5, 1))
    make_session(enrolment, supervisor, minutes=75, confirmed=True)
    page = read_home(client, enrolment)
    for words in ("2 / 18", "1 / 6", "1 h 15", "Two cycles with one client"):
        assert words in page


def test_a_session_that_waits_for_the_trainee_comes_first(
    client: FlaskClient, enrolment: Enrolment, supervisor: Person
) -> None:
    session = make_session(enrolment, supervisor, recorded_by=supervisor)
    page = read_home(client, enrolment)
    assert "Next: confirm a supervision session" in page
    assert f"/sessions/{session.uuid}" in page


def test_a_cycle_shows_its_still_while_consent_runs(
    client: FlaskClient, enrolment: Enrolment
) -> None:
    family: Client = make_client(enrolment)
    clip = make_clip(make_cycle(family))
    seal(clip, RenditionKind.POSTER, b"still")
    assert f"/clips/{clip.uuid}/poster" in read_home(client, enrolment)
    withdraw_consents(Actor(enrolment.person_id), family)
    db.session.commit()
    page = read_home(client, enrolment)
    assert f"/clips/{clip.uuid}/poster" not in page
    assert family.code in page


def test_each_reason_for_access_sees_its_part_of_a_trainee(
    client: FlaskClient, enrolment: Enrolment, supervisor: Person
) -> None:
    family, reviewer = make_client(enrolment), make_supervisor()
    make_completed_cycle(family)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    address = f"/trainees/{enrolment.uuid}"
    seen = sign_in(client, supervisor).get(address).text
    assert family.code in seen
    assert "Record a session" in seen
    for person in (reviewer, make_administrator()):
        seen = sign_in(client, person).get(address).text
        assert "1 / 18" in seen
        assert family.code not in seen
        assert "Record a session" not in seen
    assert sign_in(client, make_supervisor()).get(address).status_code == 404


@pytest.mark.parametrize("place", ["/pathway", "/trainees/{uuid}"])
def test_a_home_takes_as_many_queries_for_much_work_as_for_little(
    client: FlaskClient,
    enrolment: Enrolment,
    supervisor: Person,
    count_queries: CountQueries,
    place: str,
) -> None:
    sign_in(client, enrolment.person)
    address = place.format(uuid=enrolment.uuid)
    sent: list[int] = []
    for _ in range(2):
        for _ in range(3):
            make_completed_cycle(make_client(enrolment))
            clip = make_clip(make_cycle(make_client(enrolment)))
            seal(clip, RenditionKind.POSTER, b"still")
            make_session(enrolment, supervisor, confirmed=True)
        client.get(address)
        with count_queries() as statements:
            client.get(address)
        sent.append(len(statements))
    assert sent[0] == sent[1]
