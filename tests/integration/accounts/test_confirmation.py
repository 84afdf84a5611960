"""What families and the register rest on asks for a fresh proof, and nothing sent is lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.tries.limits import LIMITS_OF_STRANGERS
from app.accounts.tries.models import TryKind
from app.clips.models import Clip, RenditionKind
from app.confirmation import FRESH_ENDPOINTS
from app.core import clock
from app.extensions import db
from tests.factories.clips import make_clip, make_viewing, seal
from tests.factories.people import make_administrator, sign_in
from tests.html import read_page

PASSWORD = "two herons by the river"
EXPORT = "/association/trainees/exports"
LATER = timedelta(minutes=20)


@pytest.fixture
def administrator(app: Flask) -> Person:  # its database
    person = make_administrator()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


@pytest.fixture
def clip(app: Flask) -> Clip:  # its database
    return make_clip()


def read_carried(answer: TestResponse) -> dict[str, str]:
    fields = read_page(answer.text).iter("input")
    return {f.get("name", ""): f.get("value", "") for f in fields if f.get("type") == "hidden"}


def test_every_address_that_asks_exists(app: Flask) -> None:
    assert FRESH_ENDPOINTS.keys() <= app.view_functions.keys()


def test_just_after_signing_in_nothing_is_asked(client: FlaskClient, administrator: Person) -> None:
    sign_in(client, administrator)
    assert client.post(EXPORT).status_code == 200


def test_later_the_page_asks_and_carries_along_what_was_sent(
    client: FlaskClient, administrator: Person
) -> None:
    sign_in(client, administrator)
    with time_machine.travel(clock.now() + LATER):
        asked = client.post(EXPORT, data={"q": "Number\n1 & <2>"})
        assert asked.status_code == 401
        carried = read_carried(asked)
        assert carried["q"] == "Number\n1 & <2>"
        wrong = client.post(EXPORT, data=carried | {"confirm_password": "not this one"})
        assert wrong.status_code == 401
        assert "That is not your password" in wrong.text
        done = client.post(EXPORT, data=read_carried(wrong) | {"confirm_password": PASSWORD})
        assert done.status_code == 200
        assert done.mimetype == "text/csv"
        assert client.post(EXPORT).status_code == 200  # and not again for a while


def test_somebody_at_an_open_screen_guesses_a_few_times_only(
    client: FlaskClient, administrator: Person
) -> None:
    sign_in(client, administrator)
    with time_machine.travel(clock.now() + LATER):
        for _ in range(LIMITS_OF_STRANGERS[TryKind.PASSWORD][0].tries):
            assert client.post(EXPORT, data={"confirm_password": "not this"}).status_code == 401
        answer = client.post(EXPORT, data={"confirm_password": PASSWORD})
        assert answer.status_code == 429
        assert administrator.full_name in answer.text
        assert client.get("/association").status_code == 200


def test_a_script_is_told_in_words(client: FlaskClient, administrator: Person) -> None:
    sign_in(client, administrator)
    with time_machine.travel(clock.now() + LATER):
        answer = client.post(EXPORT, headers={"Accept": "text/plain"})
    assert answer.status_code == 401
    assert "Confirm" in answer.text


def test_a_right_password_of_somebody_else_confirms_nothing(
    client: FlaskClient, administrator: Person
) -> None:
    other = make_administrator()
    sign_in(client, other)
    with time_machine.travel(clock.now() + LATER):
        answer = client.post(EXPORT, data={"confirm_password": PASSWORD})
    assert answer.status_code == 401


def test_films_ask_late_in_a_sign_in(client: FlaskClient, clip: Clip) -> None:
    sign_in(client, clip.cycle.client.enrolment.person, has_opened_films=False)
    with time_machine.travel(clock.now() + LATER):
        assert client.post(f"/clips/{clip.uuid}/viewings").status_code == 401


def test_films_ask_once_in_each_sign_in(client: FlaskClient, clip: Clip) -> None:
    sign_in(client, clip.cycle.client.enrolment.person, has_opened_films=False)
    assert client.post(f"/clips/{clip.uuid}/viewings").status_code == 303
    with time_machine.travel(clock.now() + LATER):
        assert client.post(f"/clips/{clip.uuid}/viewings").status_code == 303


def test_a_film_from_the_browsers_history_plays_only_after_a_proof(
    client: FlaskClient, clip: Clip
) -> None:
    owner = clip.cycle.client.enrolment.person
    seal(clip, RenditionKind.REVIEW, b"film")
    earlier = f"/viewings/{make_viewing(clip, owner).uuid}"
    sign_in(client, owner, has_opened_films=False)
    assert client.get(earlier).status_code == 404
    assert client.get(f"{earlier}/film").status_code == 404
    client.post(f"/clips/{clip.uuid}/viewings")
    assert client.get(f"{earlier}/film").data == b"film"


def test_signed_out_visitors_are_not_asked_for_a_password(client: FlaskClient, clip: Clip) -> None:
    answer = client.post(f"/clips/{clip.uuid}/viewings", data={"confirm_password": PASSWORD})
    assert answer.status_code == 401
    assert "signed out" in answer.text


@pytest.mark.parametrize("answer", ["{}", "no json", '{"id": "AAAA", "rawId": "AAAA"}'])
def test_what_no_passkey_signed_confirms_nothing(
    client: FlaskClient, administrator: Person, answer: str
) -> None:
    sign_in(client, administrator)
    with time_machine.travel(clock.now() + LATER):
        refused = client.post(EXPORT, data={"confirm_passkey": answer})
    assert refused.status_code == 401
    assert "That is not your passkey" in refused.text
