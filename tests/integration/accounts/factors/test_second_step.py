"""The second step of signing in: a code, once; a recovery code, once; and nothing in between."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.accounts.tries.limits import LIMITS_OF_STRANGERS
from app.accounts.tries.models import TryKind
from app.extensions import db
from tests.factories.factors import give_app, give_passkey, list_recovery_codes, show_code
from tests.factories.people import make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import INSIDE, PASSWORD, fill_in, read_token


@pytest.fixture
def person(app: Flask) -> Person:
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    give_app(person)
    return person


def pass_first_step(client: FlaskClient, person: Person) -> str:
    _, location, _ = fill_in(client, "/sign-in", email=person.email, password=PASSWORD)
    return location


def count_sign_ins(person: Person, *, is_proven: bool) -> int:
    rows = sa.select(sa.func.count()).where(
        SignIn.person_id == person.id, SignIn.is_proven == is_proven
    )
    return db.session.scalar(rows) or 0


def test_the_password_alone_opens_nothing(client: FlaskClient, person: Person) -> None:
    assert pass_first_step(client, person) == "/sign-in/code"
    assert client.get(INSIDE).status_code == 302
    assert count_sign_ins(person, is_proven=False) == count_sign_ins(person, is_proven=True) == 0


def test_nor_does_it_for_somebody_whose_only_second_factor_is_a_passkey(
    client: FlaskClient, person: Person
) -> None:
    person.tf_totp_secret = person.tf_primary_method = None
    give_passkey(person)
    assert pass_first_step(client, person) == "/sign-in/passkey"
    for address in (INSIDE, "/account/factors/app", "/account/factors"):
        assert client.get(address).location.startswith("/sign-in?")
    assert count_sign_ins(person, is_proven=False) == count_sign_ins(person, is_proven=True) == 0


def test_password_and_code_open_the_door(client: FlaskClient, person: Person) -> None:
    step = pass_first_step(client, person)
    status, location, _ = fill_in(client, step, code=show_code(person))
    assert (status, location) == (302, "/")
    assert client.get(INSIDE).status_code == 204
    assert count_sign_ins(person, is_proven=True) == 1


def test_the_reader_is_led_back_through_both_steps(client: FlaskClient, person: Person) -> None:
    _, step, _ = fill_in(
        client, "/sign-in?next=/notifications", email=person.email, password=PASSWORD
    )
    page = client.get(step).text
    action = page.split('action="')[1].split('"')[0]
    answer = client.post(action, data={"csrf_token": read_token(page), "code": show_code(person)})
    assert answer.location == "/notifications"


@pytest.mark.parametrize("code", ["000000", "", "12345", "not a code", "1" * 5000])
def test_a_wrong_code_opens_nothing(client: FlaskClient, person: Person, code: str) -> None:
    step = pass_first_step(client, person)
    _, location, page = fill_in(client, step, code=code)
    assert not location
    assert "field-error" in page
    assert client.get(INSIDE).status_code == 302


def test_a_code_that_was_used_is_refused_in_every_browser(app: Flask, person: Person) -> None:
    code = show_code(person)
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        fill_in(client, pass_first_step(client, person), code=code)
    assert first.get(INSIDE).status_code == 204
    assert second.get(INSIDE).status_code == 302


def test_a_code_without_the_password_before_it_is_refused(
    client: FlaskClient, person: Person
) -> None:
    answer = client.get("/sign-in/code")
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_a_recovery_code_opens_the_door_once(app: Flask, person: Person) -> None:
    code = list_recovery_codes(person)[3]
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        pass_first_step(client, person)
        fill_in(client, "/sign-in/recovery", code=f" {code.upper()} ")
    assert first.get(INSIDE).status_code == 204
    assert second.get(INSIDE).status_code == 302
    db.session.expire_all()
    assert len(list_recovery_codes(person)) == 9


def test_recovery_codes_and_secrets_are_sealed(person: Person) -> None:
    codes = list_recovery_codes(person)
    assert person.mf_recovery_codes is not None
    assert person.tf_totp_secret is not None
    assert not set(codes) & set(person.mf_recovery_codes)
    assert "enckey" in person.tf_totp_secret


def test_nobody_is_remembered_past_the_second_step(client: FlaskClient, person: Person) -> None:
    token = read_token(client.get("/sign-in").text)
    client.post(
        "/sign-in",
        data={"csrf_token": token, "email": person.email, "password": PASSWORD, "remember": "y"},
    )
    fill_in(client, "/sign-in/code", code=show_code(person), remember="y")
    assert client.get_cookie("remember_token") is None
    assert client.get_cookie("tf_validity") is None


def test_what_to_do_without_the_device_is_told_after_the_password(
    client: FlaskClient, person: Person
) -> None:
    assert client.get("/sign-in/lost").location == "/sign-in"
    pass_first_step(client, person)
    assert "Your supervisor" in client.get("/sign-in/lost").text


def test_an_account_closed_between_the_steps_stays_out(client: FlaskClient, person: Person) -> None:
    pass_first_step(client, person)
    person.active = False
    db.session.commit()
    fill_in(client, "/sign-in/code", code=show_code(person))
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize("step", ["/sign-in/code", "/sign-in/recovery"])
def test_guessing_codes_ends_after_a_few(client: FlaskClient, person: Person, step: str) -> None:
    pass_first_step(client, person)
    limit = next(one for one in LIMITS_OF_STRANGERS[TryKind.CODE])
    for _ in range(limit.tries):
        assert fill_in(client, step, code="000000")[0] == 200
    status, _, page = fill_in(client, step, code=show_code(person))
    assert status == 429
    assert "Too many codes were tried" in page
    assert client.get(INSIDE).status_code == 302


def test_who_came_in_before_the_factor_was_there_cannot_add_their_own(
    client: FlaskClient, person: Person
) -> None:
    sign_in(client, person, is_proven=False)
    for address in ("/account/factors", "/account/factors/app", "/account/factors/passkeys"):
        assert client.get(address).status_code == 403
    assert client.post("/account/factors/app", data={"code": "000000"}).status_code == 403
    assert client.post("/account/factors/recovery-codes").status_code == 403


def test_recovery_codes_that_are_used_up_are_made_anew_before_anything_else(
    client: FlaskClient, person: Person
) -> None:
    person.mf_recovery_codes = []
    db.session.commit()
    sign_in(client, person)
    assert client.get("/notifications").location.startswith("/account/factors/recovery-codes")
    assert client.get(INSIDE).status_code == 204, "what was begun goes on"
    client.post("/account/factors/recovery-codes")
    assert client.get("/notifications").status_code == 200
