"""Everybody sees where they are signed in, and ends what they do not know."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password, verify_password
from flask_security.recoverable import generate_reset_password_token

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.core import clock
from app.extensions import db
from app.jobs.models import Job
from tests.conftest import CountQueries
from tests.factories.people import make_browser, make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import INSIDE, fill_in

PASSWORD, NEW_PASSWORD = "two herons by the river", "seven lanterns afloat"
PAGE = "/account/sign-ins"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def supervisor(app: Flask) -> Person:  # its database
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


@pytest.fixture
def here(app: Flask, supervisor: Person) -> FlaskClient:
    return sign_in(app.test_client(), supervisor)


@pytest.fixture
def there(app: Flask, supervisor: Person) -> FlaskClient:
    return sign_in(app.test_client(), supervisor)


def is_in(client: FlaskClient) -> bool:
    return client.get(INSIDE).status_code == 204


def list_actions(person: Person) -> list[str]:
    mine = sa.or_(AuditEvent.actor_id == person.id, AuditEvent.about_id == person.id)
    return list(
        db.session.scalars(sa.select(AuditEvent.action).where(mine).order_by(AuditEvent.id))
    )


def test_the_page_names_each_browser_and_tells_this_one_apart(
    here: FlaskClient, supervisor: Person
) -> None:
    make_browser(supervisor, PHONE)
    make_browser(make_supervisor(), "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0")
    page = here.get(PAGE).text
    assert page.count("This browser") == 1
    assert "Safari on an iPhone" in page
    assert "Firefox on Linux" not in page
    assert page.count("Sign out there<") == 1


def test_the_page_asks_as_many_questions_for_many_browsers_as_for_one(
    here: FlaskClient, supervisor: Person, count_queries: CountQueries
) -> None:
    here.get(PAGE)
    with count_queries() as few:
        here.get(PAGE)
    for _ in range(10):
        make_browser(supervisor)
    with count_queries() as many:
        here.get(PAGE)
    assert len(many) == len(few)


def test_one_browser_is_signed_out_from_another(
    here: FlaskClient, there: FlaskClient, supervisor: Person
) -> None:
    phone = make_browser(supervisor, PHONE)
    assert here.post(f"{PAGE}/{phone.uuid}/ending").location == PAGE
    assert "iPhone" not in here.get(PAGE).text
    assert is_in(here)
    assert is_in(there)
    assert list_actions(supervisor) == ["sign_in.ended"]


def test_all_others_are_signed_out_at_once(
    here: FlaskClient, there: FlaskClient, supervisor: Person
) -> None:
    make_browser(supervisor)
    here.post(f"{PAGE}/endings")
    assert is_in(here)
    assert not is_in(there)
    assert "nowhere else" in here.get(PAGE).text


def test_nobody_ends_the_sign_in_of_somebody_else(here: FlaskClient) -> None:
    strange = make_browser(make_supervisor())
    assert here.post(f"{PAGE}/{strange.uuid}/ending").status_code == 404
    assert strange.ended_at is None


@pytest.mark.parametrize(
    ("passed", "shown"), [(timedelta(minutes=59), True), (timedelta(minutes=61), False)]
)
def test_a_browser_left_alone_for_an_hour_is_shown_no_more(
    app: Flask, supervisor: Person, passed: timedelta, shown: bool
) -> None:
    make_browser(supervisor, PHONE)
    with time_machine.travel(clock.now() + passed):
        assert ("iPhone" in sign_in(app.test_client(), supervisor).get(PAGE).text) is shown


def test_a_new_password_ends_all_other_sign_ins_and_a_letter_tells(
    here: FlaskClient, there: FlaskClient, supervisor: Person
) -> None:
    form = {"password": PASSWORD, "new_password": NEW_PASSWORD}
    assert here.post("/account/password", data=form).location == PAGE
    assert "Your new password is saved" in here.get(PAGE).text
    assert not is_in(there)
    assert verify_password(NEW_PASSWORD, supervisor.password or "")
    letter = db.session.scalars(sa.select(Job).order_by(Job.id.desc()).limit(1)).one()
    assert letter.arguments == {"person_id": supervisor.id, "occasion": "change_notice"}
    assert list_actions(supervisor) == ["password.changed"]


@pytest.mark.parametrize(
    ("typed", "chosen", "words"),
    [
        ("", NEW_PASSWORD, "Enter your password"),
        ("not this one here", NEW_PASSWORD, "That is not your password"),
        (PASSWORD, PASSWORD, "That is the password you have"),
        (PASSWORD, "passwordpassword", "guessed first"),
        (PASSWORD, "", "at least 12"),
    ],
)
def test_a_password_is_not_changed_by_accident(
    here: FlaskClient, there: FlaskClient, supervisor: Person, typed: str, chosen: str, words: str
) -> None:
    answer = here.post("/account/password", data={"password": typed, "new_password": chosen})
    assert words in answer.text
    assert verify_password(PASSWORD, supervisor.password or "")
    assert is_in(there)


def test_a_password_from_a_letter_ends_every_sign_in(
    app: Flask, here: FlaskClient, there: FlaskClient, supervisor: Person
) -> None:
    with app.test_request_context():
        token = generate_reset_password_token(supervisor)  # type: ignore[no-untyped-call]
    assert fill_in(app.test_client(), f"/reset/{token}", password=NEW_PASSWORD)[0] == 302
    assert not is_in(here)
    assert not is_in(there)
    assert list_actions(supervisor) == ["password.changed"]


def test_coming_and_going_is_written_down(app: Flask, supervisor: Person) -> None:
    client = app.test_client()
    fill_in(client, "/sign-in", email=supervisor.email, password="not this one here")
    fill_in(client, "/sign-in", email=supervisor.email, password=PASSWORD)
    sign_in(client, supervisor).post("/sign-out")
    fill_in(app.test_client(), "/reset", email=supervisor.email)
    assert list_actions(supervisor) == [
        "sign_in.failed",
        "sign_in.succeeded",
        "sign_in.ended",
        "password.reset_asked",
    ]
