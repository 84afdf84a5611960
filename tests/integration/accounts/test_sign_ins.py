"""A sign-in lasts as long as somebody is there, and not a minute longer than it should."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.accounts.sign_ins.services import end_sign_ins
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import Forbidden
from app.extensions import db
from app.request_hooks import FINISHING_ENDPOINTS
from tests.factories.people import make_person, sign_in

PAGE = "/notifications"


@pytest.fixture
def person(app: Flask) -> Person:  # its database
    return make_person()


def later(**spans: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**spans))


def is_in(client: FlaskClient) -> bool:
    return client.get(PAGE).status_code == 200


def test_an_hour_without_a_request_ends_a_sign_in(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    with later(minutes=59):
        assert is_in(client)
    with later(minutes=59 + 61):
        assert not is_in(client)


def test_each_request_starts_the_idle_time_anew(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    for minutes in (50, 100, 150):
        with later(minutes=minutes):
            assert is_in(client)


def test_twelve_hours_end_a_sign_in_however_busy(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    for hours in range(1, 24):
        with later(minutes=30 * hours):
            assert is_in(client) is (hours < 24)
    with later(hours=12, seconds=1):
        assert not is_in(client)


def test_being_there_is_written_down_at_most_once_a_minute(
    client: FlaskClient, person: Person
) -> None:
    sign_in(client, person)
    began = db.session.scalars(sa.select(SignIn.last_seen_at)).one()
    with later(seconds=30):
        is_in(client)
    assert db.session.scalars(sa.select(SignIn.last_seen_at)).one() == began
    with later(seconds=61):
        is_in(client)
    assert db.session.scalars(sa.select(SignIn.last_seen_at)).one() > began


def test_a_cookie_copied_before_signing_out_is_worth_nothing_after(
    client: FlaskClient, person: Person
) -> None:
    sign_in(client, person)
    with client.session_transaction() as session:
        copied = dict(session)
    assert client.post("/sign-out").status_code == 302
    with client.session_transaction() as session:
        session.update(copied)
    assert not is_in(client)


def test_a_cookie_without_a_sign_in_is_nobody(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    with client.session_transaction() as session:
        session["sign_in"] = "made up"
    assert not is_in(client)


def test_a_film_on_its_way_may_arrive_after_the_time_ran_out_and_nothing_else(
    client: FlaskClient, person: Person
) -> None:
    sign_in(client, person)
    offset = f"/uploads/{uuid4()}"
    with later(hours=20):
        assert client.head(offset, headers={"Tus-Resumable": "1.0.0"}).status_code == 404
        assert not is_in(client)
    with later(hours=40):
        assert client.head(offset, headers={"Tus-Resumable": "1.0.0"}).status_code in {302, 401}
    assert {"uploads.update_upload", "uploads.show_offset"} <= FINISHING_ENDPOINTS


def test_everywhere_else_can_be_signed_out_at_once(client: FlaskClient, person: Person) -> None:
    other = sign_in(client.application.test_client(), person)
    sign_in(client, person)
    here = db.session.scalars(sa.select(SignIn.id).order_by(SignIn.id.desc())).first()
    end_sign_ins(Actor(person_id=person.id), person.id, but=here)
    db.session.commit()
    assert is_in(client)
    assert not is_in(other)


def test_nobody_signs_somebody_else_out(person: Person) -> None:
    with pytest.raises(Forbidden):
        end_sign_ins(Actor(person_id=person.id + 1), person.id)
    end_sign_ins(SYSTEM, person.id)
