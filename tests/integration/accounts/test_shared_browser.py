"""A computer in a clinic: one person goes, another comes, and nothing of the first is left in the browser's session."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.factors.browser import OFFERED_APP
from app.accounts.models import Person
from app.core import clock
from app.extensions import db
from app.home.navigation import DESK_KEY
from tests.factories.people import make_supervisor
from tests.integration.accounts.test_signing_in import PASSWORD, fill_in, read_token

SET_UP = "/account/factors/app"


@pytest.fixture
def people(app: Flask) -> list[Person]:
    """Two who have a password and no second factor yet."""
    found = [make_supervisor() for _ in range(2)]
    for person in found:
        person.password = hash_password(PASSWORD)
    db.session.commit()
    return found


def come_in(client: FlaskClient, person: Person) -> None:
    status, _, _ = fill_in(client, "/sign-in", email=person.email, password=PASSWORD)
    assert status == 302


def read_secret(client: FlaskClient) -> str:
    assert client.get(SET_UP).status_code == 200
    with client.session_transaction() as session:
        return str(session[OFFERED_APP])


def test_the_secret_offered_to_one_is_not_offered_to_the_next(
    client: FlaskClient, people: list[Person]
) -> None:
    first, second = people
    come_in(client, first)
    known = read_secret(client)
    assert read_secret(client) == known  # a page that is loaded again shows the same
    client.post("/sign-out", data={"csrf_token": read_token(client.get(SET_UP).text)})
    come_in(client, second)
    assert read_secret(client) != known


def test_nor_where_the_first_only_went_away(client: FlaskClient, people: list[Person]) -> None:
    first, second = people
    come_in(client, first)
    known = read_secret(client)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        come_in(client, second)
        assert read_secret(client) != known


def test_signing_out_leaves_nothing_that_is_somebodys(
    client: FlaskClient, people: list[Person]
) -> None:
    come_in(client, people[0])
    with client.session_transaction() as session:
        session["anything"] = "of theirs"
    client.post("/sign-out", data={"csrf_token": read_token(client.get(SET_UP).text)})
    with client.session_transaction() as session:
        assert session.keys() <= {"_flashes", "fs_cc", "csrf_token", DESK_KEY}
