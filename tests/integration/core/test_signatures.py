"""What the portal signs it alone can change, and what it hashes it hashes slowly."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from flask import Flask
from flask.sessions import SecureCookieSessionInterface, session_json_serializer
from flask.testing import FlaskClient
from flask_security import hash_password
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from tests.factories.people import make_supervisor, sign_in

INSIDE = "/notifications"
LEAST_MEMORY_KIB, LEAST_PASSES = 19 * 1024, 2
"""What is advised at least for Argon2id with one lane."""


@pytest.fixture
def signed_in(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_supervisor())


def read_cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def is_inside(app: Flask, cookie: str) -> bool:
    stranger = app.test_client()
    stranger.set_cookie("session", cookie)
    return stranger.get(INSIDE).status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_cookie_with_any_sign_changed_is_nobodys(
    app: Flask, signed_in: FlaskClient, data: st.DataObject
) -> None:
    cookie = read_cookie(signed_in)
    # The last sign of each part carries bits that are not read: any other stands for something.
    place = data.draw(
        st.integers(0, len(cookie) - 2).filter(lambda at: "." not in cookie[at : at + 2])
    )
    sign = data.draw(st.sampled_from("abcXYZ019-_").filter(lambda new: new != cookie[place]))
    assert not is_inside(app, cookie[:place] + sign + cookie[place + 1 :])


def test_the_very_cookie_opens_the_door(app: Flask, signed_in: FlaskClient) -> None:
    assert is_inside(app, read_cookie(signed_in))


def write_cookie(app: Flask, contents: object, **changed: Any) -> str:
    interface = SecureCookieSessionInterface()
    told: dict[str, Any] = {
        "secret_key": app.secret_key,
        "salt": interface.salt,
        "serializer": session_json_serializer,
        "signer_kwargs": {"key_derivation": "hmac", "digest_method": hashlib.sha1},
    }
    return str(URLSafeTimedSerializer(**{**told, **changed}).dumps(contents))


@pytest.mark.parametrize(
    "changed",
    [{"secret_key": "another installation's"}, {"secret_key": ""}, {"salt": "wtf-csrf-token"}, {"salt": "reset-salt"}],
    ids=["another key", "no key", "the salt of forms", "the salt of letters"],
)  # fmt: skip
def test_what_was_signed_for_something_else_is_no_cookie(
    app: Flask, signed_in: FlaskClient, changed: dict[str, Any]
) -> None:
    with signed_in.session_transaction() as session:
        contents = dict(session)
    assert is_inside(app, write_cookie(app, contents))
    assert not is_inside(app, write_cookie(app, contents, **changed))


@pytest.mark.parametrize("end", ["", "."])
def test_a_cookie_without_a_signature_is_nobodys(
    app: Flask, signed_in: FlaskClient, end: str
) -> None:
    assert not is_inside(app, read_cookie(signed_in).rpartition(".")[0] + end)


def test_a_cookie_is_worth_nothing_after_signing_out(app: Flask, signed_in: FlaskClient) -> None:
    kept = read_cookie(signed_in)
    assert signed_in.post("/sign-out").status_code == 302
    assert not is_inside(app, kept)


def test_passwords_are_hashed_slowly_and_each_in_its_own_way(app: Flask) -> None:
    hashes = {hash_password("three otters under the bridge") for _ in range(2)}
    assert len(hashes) == 2
    for text in hashes:
        used = extract_parameters(text)
        assert used.type is Type.ID
        assert used.memory_cost >= LEAST_MEMORY_KIB
        assert used.time_cost >= LEAST_PASSES
        assert used.salt_len >= 16
