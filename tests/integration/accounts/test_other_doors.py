"""Ways in beside the form on the page: there are none."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.models import Person
from app.extensions import db
from tests.factories.people import carry_token, make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import INSIDE, PASSWORD, SET_UP, fill_in


@pytest.fixture
def supervisor(app: Flask) -> Person:
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


def test_signing_in_hands_out_no_token(client: FlaskClient, supervisor: Person) -> None:
    answer = carry_token(client).post(
        "/sign-in?include_auth_token",
        data={"email": supervisor.email, "password": PASSWORD},
        headers={"Accept": "application/json"},
    )
    assert "token" not in answer.text
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("place", ["header", "address"])
def test_a_token_opens_nothing(app: Flask, supervisor: Person, place: str) -> None:
    token = str(supervisor.get_auth_token())
    headers = {"Authentication-Token": token} if place == "header" else {}
    address = INSIDE if place == "header" else f"{INSIDE}?auth_token={token}"
    assert app.test_client().get(address, headers=headers).status_code == 302


def test_nobody_is_remembered_after_their_session(client: FlaskClient, supervisor: Person) -> None:
    status, _, _ = fill_in(
        client, "/sign-in", email=supervisor.email, password=PASSWORD, remember="y"
    )
    assert status == 302
    assert client.get_cookie("remember_token") is None


def test_a_password_as_long_as_a_book_is_only_a_wrong_one(
    client: FlaskClient, supervisor: Person
) -> None:
    status, _, _ = fill_in(client, "/sign-in", email=supervisor.email, password="a" * 1_000_000)
    assert status == 200


@pytest.mark.parametrize(
    "place",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "https:evil.example",
     "///evil.example", "http://localhost@evil.example/", "javascript:alert(1)"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site_however_it_is_written(
    client: FlaskClient, supervisor: Person, place: str
) -> None:
    _, location, page = fill_in(
        client, "/sign-in", email=supervisor.email, password=PASSWORD, next=place
    )
    assert not location or (not location.startswith(("//", "/\\", "\\")) and ":" not in location)
    assert bool(location) == (client.get(SET_UP).status_code == 200), page


def test_a_closed_account_is_out_at_once(client: FlaskClient, supervisor: Person) -> None:
    sign_in(client, supervisor)
    assert client.get(INSIDE).status_code == 204
    supervisor.active = False
    db.session.commit()
    assert client.get(INSIDE).status_code == 302


def test_a_draft_named_by_a_signed_out_visitor_is_nobodys(
    client: FlaskClient, supervisor: Person
) -> None:
    status, _, _ = fill_in(
        client, "/sign-in", email=supervisor.email, password=PASSWORD, draft_key="note/1"
    )
    assert status == 302
