"""Guessing is slowed down, for every address alike, and nobody is kept out of their own browser by it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token

from app.accounts.models import Person
from app.accounts.tries.limits import LIMITS_OF_KNOWN_BROWSERS, LIMITS_OF_STRANGERS, Limit, Scope
from app.accounts.tries.models import CountedTry, TryKind
from app.audit.models import AuditEvent
from app.core import clock
from app.extensions import db
from app.jobs.services import enqueue_job
from tests.factories.people import make_supervisor, sign_in
from tests.integration.accounts.test_signing_in import INSIDE, fill_in, read_token
from tests.jobs import run_due_jobs

PASSWORD = "two herons by the river"
WRONG = "one heron by the sea"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def limit_of(kind: TryKind, scope: Scope) -> Limit:
    limits = (*LIMITS_OF_STRANGERS[kind], *LIMITS_OF_KNOWN_BROWSERS[kind])
    return next(limit for limit in limits if limit.scope is scope)


PAIR = limit_of(TryKind.PASSWORD, Scope.PAIR)
ACCOUNT = limit_of(TryKind.PASSWORD, Scope.ACCOUNT)
NETWORK = limit_of(TryKind.PASSWORD, Scope.NETWORK)
OWN = limit_of(TryKind.PASSWORD, Scope.BROWSER)


@pytest.fixture
def supervisor(app: Flask) -> Person:
    person = make_supervisor()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


def open_browser(app: Flask, network: str = HOME) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    return client


def try_in(client: FlaskClient, email: str, password: str = WRONG) -> int:
    return fill_in(client, "/sign-in", email=email, password=password)[0]


def stranger_tries(kind: TryKind, times: int, email_key: str = "", network_key: str = "") -> None:
    """Tries that were counted just now."""
    rows = [
        CountedTry(kind=kind, account_key=email_key or f"{n}", network_key=network_key or f"{n}")
        for n in range(times)
    ]
    db.session.add_all(rows)
    db.session.commit()


def keys_of(client: FlaskClient, email: str) -> CountedTry:
    """What one wrong try of this browser for this address is counted under."""
    try_in(client, email)
    return db.session.scalars(sa.select(CountedTry).order_by(CountedTry.id.desc()).limit(1)).one()


@pytest.mark.parametrize("whose", ["somebody's", "nobody's"])
def test_after_too_many_passwords_the_answer_says_when_and_what_to_do(
    app: Flask, supervisor: Person, whose: str
) -> None:
    email = supervisor.email if whose == "somebody's" else "nobody@example.org"
    client = open_browser(app)
    assert [try_in(client, email) for _ in range(PAIR.tries)] == [200] * PAIR.tries
    token = read_token(client.get("/sign-in").text)
    form = {"csrf_token": token, "email": email, "password": PASSWORD}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= PAIR.within.total_seconds()
    assert "You can try again in 15 minutes" in answer.text
    assert 'href="/reset?' in answer.text
    assert client.get(INSIDE).status_code == 302


def test_known_and_unknown_addresses_get_the_same_page_when_locked(
    app: Flask, supervisor: Person
) -> None:
    pages = []
    with time_machine.travel(clock.now(), tick=False):
        for email in (supervisor.email, "nobody@example.org"):
            client = open_browser(app)
            for _ in range(PAIR.tries):
                try_in(client, email)
            page = fill_in(client, "/sign-in", email=email, password=PASSWORD)[2]
            pages.append(re.sub(r'nonce="[^"]*"', "", page))
    assert pages[0] == pages[1]


def test_the_wait_ends(app: Flask, supervisor: Person) -> None:
    client = open_browser(app)
    for _ in range(PAIR.tries):
        try_in(client, supervisor.email)
    assert try_in(client, supervisor.email, PASSWORD) == 429
    with time_machine.travel(clock.now() + PAIR.within + timedelta(seconds=1)):
        assert try_in(client, supervisor.email, PASSWORD) == 302


def test_a_refused_try_does_not_make_the_wait_longer(app: Flask, supervisor: Person) -> None:
    client = open_browser(app)
    began = clock.now()
    for _ in range(PAIR.tries):
        try_in(client, supervisor.email)
    with time_machine.travel(began + PAIR.within - timedelta(seconds=5)):
        assert [try_in(client, supervisor.email) for _ in range(3)] == [429] * 3
    with time_machine.travel(clock.now() + PAIR.within):
        assert try_in(client, supervisor.email, PASSWORD) == 302


def test_getting_it_right_in_the_end_starts_anew(app: Flask, supervisor: Person) -> None:
    for _ in range(2):
        client = open_browser(app)
        for _ in range(PAIR.tries - 1):
            try_in(client, supervisor.email)
        assert try_in(client, supervisor.email, PASSWORD) == 302


def test_other_people_of_the_same_office_come_in(app: Flask, supervisor: Person) -> None:
    for _ in range(PAIR.tries):
        try_in(open_browser(app), "nobody@example.org")
    assert try_in(open_browser(app), supervisor.email, PASSWORD) == 302


def test_many_networks_cannot_guess_at_one_account(app: Flask, supervisor: Person) -> None:
    key = keys_of(open_browser(app), supervisor.email).account_key
    stranger_tries(TryKind.PASSWORD, ACCOUNT.tries, email_key=key)
    assert try_in(open_browser(app, ELSEWHERE), supervisor.email, PASSWORD) == 429


def test_one_network_cannot_try_one_password_on_everybody(app: Flask, supervisor: Person) -> None:
    key = keys_of(open_browser(app), "nobody@example.org").network_key
    stranger_tries(TryKind.PASSWORD, NETWORK.tries, network_key=key)
    assert try_in(open_browser(app), supervisor.email, PASSWORD) == 429
    assert try_in(open_browser(app, ELSEWHERE), supervisor.email, PASSWORD) == 302


def sign_out(client: FlaskClient) -> None:
    token = read_token(client.get("/account/factors").text)
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 302


def test_nobody_is_kept_out_of_the_browser_they_signed_in_with(
    app: Flask, supervisor: Person
) -> None:
    own = open_browser(app)
    assert try_in(own, supervisor.email, PASSWORD) == 302
    sign_out(own)
    strangers = keys_of(open_browser(app), supervisor.email)
    account, network = strangers.account_key, strangers.network_key
    stranger_tries(TryKind.PASSWORD, 300, email_key=account, network_key=network)
    assert try_in(open_browser(app), supervisor.email, PASSWORD) == 429
    assert try_in(own, supervisor.email, PASSWORD) == 302


def test_a_stolen_browser_is_slowed_down_too(app: Flask, supervisor: Person) -> None:
    own = open_browser(app)
    try_in(own, supervisor.email, PASSWORD)
    sign_out(own)
    for _ in range(OWN.tries):
        assert try_in(own, supervisor.email) == 200
    assert try_in(own, supervisor.email, PASSWORD) == 429
    assert try_in(open_browser(app), supervisor.email, PASSWORD) == 302


def test_the_cookie_of_one_person_says_nothing_about_another(
    app: Flask, supervisor: Person
) -> None:
    colleague = make_supervisor()
    own = open_browser(app)
    try_in(own, supervisor.email, PASSWORD)
    sign_out(own)
    for _ in range(PAIR.tries):
        try_in(own, colleague.email)
    assert try_in(own, colleague.email) == 429


def test_a_forged_cookie_is_worth_nothing(app: Flask, supervisor: Person) -> None:
    client = open_browser(app)
    for _ in range(PAIR.tries):
        try_in(client, supervisor.email)
    client.set_cookie("browser", "eyJmb3JnZWQiOlsieCIsdHJ1ZV19.aaaa.bbbb")
    assert try_in(client, supervisor.email, PASSWORD) == 429


def test_a_letter_lets_the_person_in_past_strangers(app: Flask, supervisor: Person) -> None:
    key = keys_of(open_browser(app), supervisor.email).account_key
    stranger_tries(TryKind.PASSWORD, 300, email_key=key)
    own = open_browser(app)
    with app.test_request_context():
        token = generate_reset_password_token(supervisor)  # type: ignore[no-untyped-call]
    assert fill_in(own, f"/reset/{token}", password="seven lanterns afloat")[0] == 302
    assert try_in(open_browser(app, ELSEWHERE), supervisor.email, "seven lanterns afloat") == 429
    assert try_in(own, supervisor.email, "seven lanterns afloat") == 302


@pytest.mark.parametrize("address", ["/verify", "/account/password"])
def test_somebody_at_an_open_screen_cannot_guess_the_password(
    app: Flask, supervisor: Person, address: str
) -> None:
    client = sign_in(open_browser(app), supervisor)
    form = {"password": WRONG, "new_password": "seven lanterns afloat"}
    for _ in range(PAIR.tries):
        assert client.post(address, data=form).status_code == 200
    answer = client.post(address, data=form | {"password": PASSWORD})
    assert answer.status_code == 429
    assert supervisor.full_name in answer.text


@pytest.mark.parametrize("whose", ["somebody's", "nobody's"])
def test_letters_are_asked_for_a_few_times(app: Flask, supervisor: Person, whose: str) -> None:
    email = supervisor.email if whose == "somebody's" else "nobody@example.org"
    limit = limit_of(TryKind.RESET, Scope.ACCOUNT)
    for _ in range(limit.tries):
        assert fill_in(open_browser(app), "/reset", email=email)[0] == 200
    status, _, page = fill_in(open_browser(app, ELSEWHERE), "/reset", email=email)
    assert status == 429
    assert "a letter with a link is there already" in page


def test_neither_addresses_nor_guesses_are_kept(app: Flask, supervisor: Person) -> None:
    row = keys_of(open_browser(app), supervisor.email)
    kept = {str(getattr(row, column.name)) for column in CountedTry.__table__.columns}
    assert not kept & {supervisor.email, HOME, WRONG}
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in (row.account_key, row.network_key))


def test_each_try_leaves_its_event_and_the_lock_one_of_its_own(
    app: Flask, supervisor: Person
) -> None:
    client = open_browser(app)
    for _ in range(PAIR.tries + 2):
        try_in(client, supervisor.email)
    try_in(open_browser(app), "nobody@example.org")
    told = db.session.execute(
        sa.select(AuditEvent.action, AuditEvent.about_id)
        .where(AuditEvent.action.startswith("sign_in."))
        .order_by(AuditEvent.id)
    ).all()
    about = supervisor.id
    assert [tuple(event) for event in told] == [
        *[("sign_in.failed", about)] * PAIR.tries,
        ("sign_in.locked", about),
        ("sign_in.failed", None),
    ]


def test_what_counts_no_more_is_swept(app: Flask, supervisor: Person) -> None:
    try_in(open_browser(app), supervisor.email)
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        enqueue_job("accounts.sweep_tries", {})
        db.session.commit()
        run_due_jobs()
        assert db.session.scalar(sa.select(sa.func.count(CountedTry.id))) == 0
