"""Whether an address has an account cannot be told by the time of the answer: the same work is done either way."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.core.database import AccessMode, access_mode
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.people import make_supervisor
from tests.integration.accounts.test_signing_in import fill_in

PASSWORD = "two herons by the river"
WRONG = "one heron by the sea"


@pytest.fixture
def hashings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[AccessMode]:
    """Each slow hash that is made from now on: what the transaction might do meanwhile."""
    noted: list[AccessMode] = []
    context = app.extensions["security"].pwd_context
    for name in ("hash", "verify"):
        original = getattr(context, name)

        def count(*args: object, original: object = original, **kwargs: object) -> object:
            noted.append(access_mode.get())
            return original(*args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(context, name, count)
    return noted


@pytest.fixture
def people(app: Flask) -> dict[str, str]:
    """Addresses by what is behind them."""
    known, closed, new = make_supervisor(), make_supervisor(), make_supervisor()
    known.password = closed.password = hash_password(PASSWORD)
    closed.active = False
    db.session.commit()
    return {
        "known": known.email,
        "closed": closed.email,
        "without a password": new.email,
        "unknown": "nobody@example.org",
    }


WHOSE = ["known", "closed", "without a password", "unknown"]


@pytest.mark.parametrize("whose", WHOSE)
def test_a_wrong_password_takes_one_hash_and_holds_no_lock(
    client: FlaskClient, people: dict[str, str], hashings: list[AccessMode], whose: str
) -> None:
    hashings.clear()
    fill_in(client, "/sign-in", email=people[whose], password=WRONG)
    assert hashings == [AccessMode.READ]


@pytest.mark.parametrize("whose", WHOSE)
def test_asking_for_a_letter_takes_one_hash_and_holds_no_lock(
    client: FlaskClient, people: dict[str, str], hashings: list[AccessMode], whose: str
) -> None:
    hashings.clear()
    fill_in(client, "/reset", email=people[whose])
    assert hashings == [AccessMode.READ]


@pytest.mark.parametrize("address", ["/sign-in", "/reset"])
def test_the_database_is_asked_almost_the_same(
    app: Flask, people: dict[str, str], count_queries: CountQueries, address: str
) -> None:
    numbers = []
    for whose in WHOSE:
        with count_queries() as sent:
            fill_in(app.test_client(), address, email=people[whose], password=WRONG)
        numbers.append(len(sent))
    assert max(numbers) - min(numbers) <= 2, dict(zip(WHOSE, numbers, strict=True))


def test_a_password_as_long_as_a_book_is_wrong_for_everybody(
    app: Flask, people: dict[str, str]
) -> None:
    for email in people.values():
        assert fill_in(app.test_client(), "/sign-in", email=email, password="a" * 100_000)[0] == 200
