"""A lost client code is found again by its trainee, and by nobody else."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.allocations.models import AllocationKind
from app.cases.reminders.models import ClientReminder
from app.core.actor import RoleName
from app.extensions import db
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client

HINT = "blue folder, third tab"


def keep(client: FlaskClient, address: str, words: str) -> int:
    return client.post(f"{address}/reminder", data={"words": words}).status_code


def test_a_reminder_leads_back_to_the_code_and_can_be_changed_and_taken_away(
    client: FlaskClient,
) -> None:
    enrolment = make_enrolment()
    family, other = make_client(enrolment), make_client(enrolment)
    address = f"/clients/{family.uuid}"
    sign_in(client, enrolment.person)
    assert keep(client, address, HINT) == 302
    page = client.get("/clients/reminders").text
    assert HINT in page
    assert family.code in page
    assert other.code in page
    assert keep(client, address, "red folder") == 302
    assert "red folder" in client.get(f"{address}/reminder").text
    assert keep(client, address, " ") == 302
    assert db.session.scalars(sa.select(ClientReminder)).all() == []


def test_what_stands_in_the_database_tells_nothing(client: FlaskClient) -> None:
    enrolment = make_enrolment()
    family = make_client(enrolment)
    sign_in(client, enrolment.person)
    keep(client, f"/clients/{family.uuid}", HINT)
    sealed = db.session.scalars(sa.select(ClientReminder.sealed)).one()
    assert HINT.encode() not in sealed
    assert b"folder" not in sealed


@pytest.mark.parametrize("words", ["born 3 March 2019", "LS1 4AB", "943 476 5919"])
def test_a_reminder_that_could_tell_who_it_is_is_refused_and_stays_in_the_box(
    client: FlaskClient, words: str
) -> None:
    enrolment = make_enrolment()
    sign_in(client, enrolment.person)
    address = f"/clients/{make_client(enrolment).uuid}/reminder"
    answer = client.post(address, data={"words": words})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Write where to look" in answer.text


def test_nobody_else_reads_a_reminder(client: FlaskClient) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    family = make_client(enrolment)
    address = f"/clients/{family.uuid}"
    sign_in(client, enrolment.person)
    keep(client, address, HINT)
    others = (supervisor, reviewer, make_administrator(), make_person(RoleName.TRAINEE))
    for person in others:
        sign_in(client, person)
        assert client.get(f"{address}/reminder").status_code in {403, 404}
        assert keep(client, address, "mine now") in {403, 404}
        assert HINT not in client.get("/clients/reminders").text
        assert HINT not in client.get(address).text
