"""A password is chosen by its owner: from a letter, or by whatever else brings them here."""

from __future__ import annotations

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_security import verify_password
from flask_security.recoverable import generate_reset_password_token

from app.accounts.models import Person
from app.accounts.passwords.hashes import hash_new_password
from app.accounts.passwords.rules import (
    LONGEST,
    TOO_COMMON,
    TOO_PERSONAL,
    TOO_SHORT,
    PasswordTooWeak,
    normalise,
)
from app.core.actor import RoleName
from tests.factories.people import make_person
from tests.integration.accounts.test_signing_in import INSIDE, fill_in

PASSWORD = "two herons by the river"


@pytest.fixture
def supervisor(app: Flask) -> Person:
    return make_person(RoleName.SUPERVISOR, full_name="Asha Rees")


@pytest.fixture
def letter(supervisor: Person) -> str:
    with current_app.test_request_context():
        return f"/reset/{generate_reset_password_token(supervisor)}"  # type: ignore[no-untyped-call]


def test_the_link_in_the_letter_takes_one_passphrase_once(
    client: FlaskClient, supervisor: Person, letter: str
) -> None:
    status, location, _ = fill_in(client, letter, password=PASSWORD)
    assert (status, location) == (302, "/sign-in")
    assert verify_password(PASSWORD, supervisor.password or "")
    assert client.get(letter).location == "/reset"
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", TOO_SHORT),
        ("passwordpassword", TOO_COMMON),
        ("Asha Rees, vig 7", TOO_PERSONAL),
        ("a" * (LONGEST + 1), "at most"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    client: FlaskClient, supervisor: Person, letter: str, password: str, words: str
) -> None:
    status, _, page = fill_in(client, letter, password=password)
    assert status == 200
    assert words in page
    assert supervisor.password is None


def test_letters_that_can_be_typed_in_two_ways_are_one_password(
    client: FlaskClient, supervisor: Person, letter: str
) -> None:
    fill_in(client, letter, password="vier B\N{LATIN SMALL LETTER A WITH DIAERESIS}ume im Wind")
    typed = normalise("vier Ba\N{COMBINING DIAERESIS}ume im Wind")
    assert verify_password(typed, supervisor.password or "")


def test_a_password_on_its_way_into_the_database_is_judged_first(app: Flask) -> None:
    kept = hash_new_password(PASSWORD, "Asha Rees", "asha@example.org")
    assert verify_password(PASSWORD, kept)
    with pytest.raises(PasswordTooWeak) as refusal:
        hash_new_password("Asha Rees, vig 7", "Asha Rees", "asha@example.org")
    assert (refusal.value.field, refusal.value.message) == ("password", TOO_PERSONAL)
