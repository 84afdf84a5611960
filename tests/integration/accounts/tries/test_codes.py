"""Codes of a second factor are few: whoever knows a password tries a handful of them, wherever they are."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask, render_template
from flask.testing import FlaskClient
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token

from app.accounts.models import Person
from app.accounts.tries.limits import LIMITS_OF_STRANGERS
from app.accounts.tries.models import TryKind
from app.extensions import db
from app.jobs.models import Job
from app.notifications import account_letters
from tests.factories.factors import give_app, list_recovery_codes, show_code
from tests.factories.people import make_supervisor
from tests.integration.accounts.test_signing_in import INSIDE, fill_in

PASSWORD = "two herons by the river"
TRIES = LIMITS_OF_STRANGERS[TryKind.CODE][0].tries
CODE, RECOVERY = "/sign-in/code", "/sign-in/recovery"


@pytest.fixture
def person(app: Flask) -> Person:
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    give_app(person)
    db.session.commit()
    return person


def pass_first_step(app: Flask, person: Person, network: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    fill_in(client, "/sign-in", email=person.email, password=PASSWORD)
    return client


@pytest.mark.parametrize("address", [CODE, RECOVERY])
def test_after_a_handful_of_codes_even_the_right_one_must_wait(
    app: Flask, person: Person, address: str
) -> None:
    for number in range(TRIES):
        client = pass_first_step(app, person, f"192.0.2.{number}")
        assert fill_in(client, address, code="000000")[0] == 200
    client = pass_first_step(app, person, "198.51.100.9")
    right = show_code(person) if address == CODE else list_recovery_codes(person)[0]
    status, _, page = fill_in(client, address, code=right)
    assert status == 429
    assert "somebody knows yours" in page
    assert client.get(INSIDE).status_code == 302


def test_an_empty_field_is_no_try(app: Flask, person: Person) -> None:
    client = pass_first_step(app, person, "192.0.2.7")
    for _ in range(TRIES + 1):
        assert fill_in(client, CODE, code="")[0] == 200
    assert fill_in(client, CODE, code=show_code(person))[0] == 302


def test_whoever_guesses_at_codes_does_not_lock_the_persons_own_browser(
    app: Flask, person: Person
) -> None:
    own = pass_first_step(app, person, "192.0.2.7")
    fill_in(own, CODE, code=list_recovery_codes(person)[0])
    assert fill_in(own, RECOVERY, code=list_recovery_codes(person)[0])[0] == 302
    own.post("/sign-out", data={"csrf_token": ""})
    own.delete_cookie("session")
    stranger = pass_first_step(app, person, "198.51.100.9")
    for _ in range(TRIES):
        fill_in(stranger, CODE, code="000000")
    assert fill_in(stranger, CODE, code="000000")[0] == 429
    fill_in(own, "/sign-in", email=person.email, password=PASSWORD)
    assert fill_in(own, CODE, code=show_code(person))[0] == 302


def test_a_letter_gives_no_further_tries_at_codes(app: Flask, person: Person) -> None:
    stranger = pass_first_step(app, person, "198.51.100.9")
    for _ in range(TRIES):
        fill_in(stranger, CODE, code="000000")
    with app.test_request_context():
        token = generate_reset_password_token(person)  # type: ignore[no-untyped-call]
    fill_in(stranger, f"/reset/{token}", password="seven lanterns afloat")
    fill_in(stranger, "/sign-in", email=person.email, password="seven lanterns afloat")
    assert fill_in(stranger, CODE, code="000000")[0] == 429


def test_the_person_is_told_by_letter_that_somebody_knows_their_password(
    app: Flask, person: Person
) -> None:
    stranger = pass_first_step(app, person, "198.51.100.9")
    for _ in range(TRIES + 1):
        fill_in(stranger, CODE, code="000000")
    jobs = db.session.scalars(sa.select(Job).where(Job.name == account_letters.JOB)).all()
    assert [job.arguments for job in jobs] == [{"person_id": person.id, "occasion": "codes_locked"}]
    letter = account_letters.write_account_letter(person, "codes_locked")
    assert (letter.path, letter.action) == ("/reset", "Choose a new password")
    assert "somebody knows your password" in render_template(
        f"emails/{letter.template}.txt",
        subject=letter.subject,
        name="",
        action_label="",
        action_href="",
    )
