"""One's own list of second factors: adding, renaming, removing, and new codes on paper."""

from __future__ import annotations

from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask, render_template
from flask.testing import FlaskClient
from passlib.totp import TOTP

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.audit.models import AuditEvent
from app.extensions import db
from app.jobs.models import Job
from app.notifications.account_letters import write_account_letter
from tests.factories.factors import give_app, give_passkey, list_recovery_codes
from tests.factories.people import make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import INSIDE


@pytest.fixture
def person(app: Flask) -> Person:
    return make_supervisor()


def read_app(client: FlaskClient) -> TOTP:
    """What an app holds after reading the key on the page."""
    page = unescape(client.get("/account/factors/app").text)
    return TOTP(key=page.split('factor-key">')[1].split("<")[0], format="base32")


def list_actions() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEvent.action)))


def test_whoever_has_none_is_told_why_and_what_to_choose(
    client: FlaskClient, person: Person
) -> None:
    page = sign_in(client, person, is_proven=False).get("/account/factors").text
    assert "One more key for your door" in page


def test_an_app_is_taken_when_it_shows_the_right_code(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    app = read_app(client)
    wrong = client.post("/account/factors/app", data={"code": "000000"})
    assert wrong.status_code == 422
    assert read_app(client).key == app.key, "the picture stays until the app is confirmed"
    right = client.post("/account/factors/app", data={"code": app.generate().token})
    assert right.status_code == 302
    db.session.expire_all()
    assert person.tf_primary_method == "authenticator"
    assert person.mf_recovery_codes == []
    assert "factor.added" in list_actions()
    occasions = [job.arguments.get("occasion") for job in db.session.scalars(sa.select(Job))]
    assert occasions == ["factor_added"]


def test_the_first_factor_proves_this_sign_in_and_ends_those_without_one(
    app: Flask, person: Person
) -> None:
    here, elsewhere = app.test_client(), app.test_client()
    for client in (here, elsewhere):
        sign_in(client, person, is_proven=False)
    code = read_app(here).generate().token
    here.post("/account/factors/app", data={"code": code})
    assert here.get(INSIDE).status_code == 204
    assert elsewhere.get(INSIDE).status_code == 302
    proven = sa.select(SignIn.is_proven).where(SignIn.ended_at.is_(None))
    assert list(db.session.scalars(proven)) == [True]


def test_the_last_factor_cannot_be_removed(client: FlaskClient, person: Person) -> None:
    give_app(person)
    assert sign_in(client, person).post("/account/factors/app/removal").status_code == 409
    db.session.expire_all()
    assert person.tf_totp_secret is not None


def test_one_of_two_can_be_removed_and_ends_the_other_sign_ins(app: Flask, person: Person) -> None:
    give_app(person)
    passkey = give_passkey(person)
    here, elsewhere = app.test_client(), app.test_client()
    for client in (here, elsewhere):
        sign_in(client, person)
    answer = here.post(f"/account/factors/passkeys/{passkey.uuid}/removal")
    assert answer.status_code == 302
    assert "My laptop" not in here.get("/account/factors").text
    assert elsewhere.get(INSIDE).status_code == 302
    assert "factor.removed" in list_actions()


def test_a_passkey_is_renamed_but_never_to_the_name_of_another(
    client: FlaskClient, person: Person
) -> None:
    passkey = give_passkey(person)
    give_passkey(person, "Blue key")
    sign_in(client, person)
    address = f"/account/factors/passkeys/{passkey.uuid}/name"
    assert client.post(address, data={"name": "Blue key"}).status_code == 422
    assert client.post(address, data={"name": "Old laptop"}).status_code == 302
    assert "Old laptop" in client.get("/account/factors").text


def test_new_recovery_codes_are_shown_once_and_end_those_before(
    client: FlaskClient, person: Person
) -> None:
    give_app(person)
    before = list_recovery_codes(person)
    shown = sign_in(client, person).post("/account/factors/recovery-codes").text
    db.session.expire_all()
    codes = list_recovery_codes(person)
    assert len(codes) == 10
    assert not set(codes) & set(before)
    assert all(code in shown for code in codes)
    again = client.get("/account/factors/recovery-codes").text
    assert not any(code in again for code in codes)


@pytest.mark.parametrize(
    ("method", "address"),
    [("post", "/account/factors/app/removal"), ("post", "/account/factors/recovery-codes")],
)
def test_changing_factors_asks_for_a_fresh_proof(
    client: FlaskClient, person: Person, method: str, address: str
) -> None:
    give_app(person)
    give_passkey(person)
    sign_in(client, person)
    with client.session_transaction() as session:
        session["fs_paa"] = session["fs_paa"] - 16 * 60
    answer = getattr(client, method)(address)
    assert answer.status_code == 401
    assert "password" in answer.text


def test_adding_a_passkey_asks_for_a_fresh_proof(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    with client.session_transaction() as session:
        session["fs_paa"] = session["fs_paa"] - 16 * 60
    answer = client.get("/account/factors/passkeys")
    assert answer.status_code == 302
    assert answer.location.startswith("/verify")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "platform"},
        {"kind": "telepathy", "name": "x"},
        {"kind": "platform", "name": "n" * 65},
    ],
)
def test_a_passkey_needs_a_kind_and_a_name(
    client: FlaskClient, person: Person, values: dict[str, str]
) -> None:
    page = sign_in(client, person).post("/account/factors/passkeys", data=values).text
    assert "data-passkey" not in page
    assert "field-error" in page


def test_an_invented_answer_makes_no_passkey(client: FlaskClient, person: Person) -> None:
    sign_in(client, person)
    asked = {"kind": "platform", "name": "My laptop"}
    page = client.post("/account/factors/passkeys", data=asked).text
    address = page.split("/account/factors/passkeys/")[1].split('"')[0]
    answer = client.post(
        f"/account/factors/passkeys/{address}", data={"credential": '{"id": "x", "response": {}}'}
    )
    assert answer.status_code == 302
    assert "factor.added" not in list_actions()


@pytest.mark.parametrize("occasion", ["factor_added", "factor_removed"])
def test_the_owner_gets_a_letter(app: Flask, person: Person, occasion: str) -> None:
    with app.test_request_context():
        letter = write_account_letter(person, occasion)
        assert letter.path == "/account/factors"
        for ending in ("txt", "html"):
            words = render_template(
                f"emails/{letter.template}.{ending}", subject=letter.subject, name=person.known_as
            )
            assert "If it was not you" in words
