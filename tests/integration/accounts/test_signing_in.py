"""The door, used as a browser without JavaScript uses it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.models import Person
from app.extensions import db
from tests.factories.people import make_supervisor, sign_in

PASSWORD = "two herons by the river"
INSIDE = "/drafts/anything"
SET_UP = "/account/factors"


@pytest.fixture
def supervisor(app: Flask) -> Person:
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


def read_token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def fill_in(client: FlaskClient, address: str, **values: str) -> tuple[int, str, str]:
    token = read_token(client.get(address).text)
    answer = client.post(address, data={"csrf_token": token, **values})
    return answer.status_code, answer.location or "", answer.text


def test_the_right_password_opens_the_door_to_the_set_up_of_a_second_factor(
    client: FlaskClient, supervisor: Person
) -> None:
    status, location, _ = fill_in(client, "/sign-in", email=supervisor.email, password=PASSWORD)
    assert (status, location) == (302, "/")
    assert client.get(INSIDE).location.startswith(SET_UP)
    assert client.get(SET_UP).status_code == 200


def test_the_reader_is_led_back_to_where_they_were_going(
    client: FlaskClient, supervisor: Person
) -> None:
    _, location, _ = fill_in(
        client, "/sign-in?next=/notifications", email=supervisor.email, password=PASSWORD
    )
    assert location == "/notifications"


def test_nobody_is_led_to_a_strange_site(client: FlaskClient, supervisor: Person) -> None:
    _, location, _ = fill_in(
        client, "/sign-in?next=https://evil.example/", email=supervisor.email, password=PASSWORD
    )
    assert "evil.example" not in location


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(
    client: FlaskClient, supervisor: Person
) -> None:
    _, _, wrong = fill_in(client, "/sign-in", email=supervisor.email, password="not this one here")
    _, _, unknown = fill_in(client, "/sign-in", email="nobody@example.org", password=PASSWORD)
    said = [
        re.findall(r'<div class="error-summary".*?</div>', page, re.S) for page in (wrong, unknown)
    ]
    assert said[0]
    assert said[0] == said[1]


def test_signing_out_closes_the_door(client: FlaskClient, supervisor: Person) -> None:
    sign_in(client, supervisor)
    assert client.get(INSIDE).status_code == 204
    client.post("/sign-out")
    assert client.get(INSIDE).status_code == 302


def test_a_form_without_its_token_is_refused(client: FlaskClient, supervisor: Person) -> None:
    answer = client.post("/sign-in", data={"email": supervisor.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert client.get(INSIDE).status_code == 302


def test_asking_for_a_new_password_tells_nothing_about_who_is_here(
    client: FlaskClient, supervisor: Person
) -> None:
    pages = []
    for email in (supervisor.email, "nobody@example.org"):
        status, _, page = fill_in(client, "/reset", email=email)
        assert status == 200
        assert "If that address has an account" in page
        pages.append(re.sub(r'nonce="[^"]*"|csrf_token.*|' + email, "", page))
    assert pages[0] == pages[1]
