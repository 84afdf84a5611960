"""The portal in production: under its own name alone, and with its protections on every answer it gives."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_security import hash_password

from app import create_app
from app.extensions import db
from app.headers import SIGN_OUT
from config import Settings
from tests.conftest import StrictClient
from tests.factories.people import make_administrator, sign_in
from tests.factories.secrets import PUBLIC_URL, describe_production
from tests.headers import read_cookies
from tests.integration.accounts.test_signing_in import PASSWORD, read_token

OTHER_NAMES = [
    "evil.example",
    "portal.example.org.evil.example",
    "evil.example/portal.example.org",
    "portal.example.org@evil.example",
    "portal.example.org:8443",
    "sub.portal.example.org",
    "portal.example.org.",
    "127.0.0.1",
    "localhost",
    "",
    "[::1]",
]


@pytest.fixture(scope="module")
def production(
    prepared_data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The portal with the settings of production, over a database of its own."""
    folder = tmp_path_factory.mktemp("production") / "data"
    shutil.copytree(prepared_data_dir, folder)
    environment = {**describe_production(), "DATA_DIR": str(folder)}
    app = create_app(Settings.from_environment(environment))
    app.test_client_class = StrictClient
    app.config.from_mapping(SERVER_NAME="portal.example.org", PREFERRED_URL_SCHEME="https")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(production: Flask) -> Iterator[FlaskClient]:
    """A signed-out browser."""
    with production.app_context():
        yield production.test_client()


@pytest.fixture
def administrator(visitor: FlaskClient) -> FlaskClient:
    """A signed-in browser."""
    sign_in(visitor, make_administrator())
    db.session.remove()  # or the test itself would hold the lock of a writer
    return visitor


def list_requests(app: Flask) -> list[tuple[str, str]]:
    """Every method of every rule, with the uuid of nothing in the place of each parameter."""
    return sorted(
        (method, re.sub(r"<uuid:\w+>", str(uuid4()), re.sub(r"<(?!uuid:)[^>]+>", "x", rule.rule)))
        for rule in app.url_map.iter_rules()
        for method in rule.methods or set()
        if rule.endpoint != SIGN_OUT
    )


@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_every_answer_of_every_address_carries_its_protections(
    production: Flask, request: pytest.FixtureRequest, who: str
) -> None:
    """The judging is done by the client itself, here as everywhere."""
    client, seen = request.getfixturevalue(who), set()
    for method, address in [("TRACE", "/sign-in"), ("GET", "/no"), *list_requests(production)]:
        with client.open(address, method=method) as answer:
            seen.add(answer.status_code)
            assert answer.status_code < 500, f"{method} {address}"
    assert seen >= {200, 302, 404, 405}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_under_another_name_there_is_nothing(visitor: FlaskClient, name: str) -> None:
    for address in ("/", "/sign-in", "/reset", "/static/css/tokens.css", "/nowhere"):
        answer = visitor.get(address, headers={"Host": name})
        assert answer.status_code == 400, address
        assert not name or name not in answer.text


def test_under_another_name_no_address_at_all_is_served(
    production: Flask, administrator: FlaskClient
) -> None:
    for method, address in list_requests(production):
        if address == "/health":
            continue
        answer = administrator.open(address, method=method, headers={"Host": "evil.example"})
        assert answer.status_code == 400, f"{method} {address}"


@pytest.mark.parametrize(
    "name", ["portal.example.org", "PORTAL.example.org", "portal.example.org:443"]
)
def test_its_own_name_may_be_written_as_browsers_and_proxies_do(
    visitor: FlaskClient, name: str
) -> None:
    assert visitor.get("/sign-in", headers={"Host": name}).status_code == 200


def test_a_monitor_may_ask_by_address(visitor: FlaskClient) -> None:
    assert visitor.get("/health", headers={"Host": "10.0.0.7:8000"}).text == "ok\n"


def test_a_forwarded_name_is_not_believed(visitor: FlaskClient) -> None:
    told = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil"}
    assert "evil" not in visitor.get("/sign-in", headers=told).text
    assert visitor.get("/notifications", headers=told).location.startswith("/sign-in?")


@pytest.mark.parametrize(
    ("proxies", "address", "scheme"), [("0", "10.0.0.1", "http"), ("1", "203.0.113.9", "https")]
)
def test_only_as_many_proxies_are_believed_as_there_are(
    tmp_path: Path, proxies: str, address: str, scheme: str
) -> None:
    environment = {**describe_production(), "DATA_DIR": str(tmp_path), "TRUSTED_PROXIES": proxies}
    app = create_app(Settings.from_environment(environment))
    seen: list[tuple[str | None, str]] = []

    def look() -> str:
        seen.append((request.remote_addr, request.scheme))
        return "ok"

    app.view_functions["home.show_health"] = look
    told = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "gopher, https"}
    app.test_client().get("/health", headers=told, environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert seen == [(address, scheme)]


@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/static/", "/static/../config.py", "/static/%2e%2e/%2e%2e/config.py", "/static/css", "/config.py",
     "/data/portal.sqlite3", "/console", "/.env"],
)  # fmt: skip
def test_nothing_is_served_that_was_not_meant_to_be(visitor: FlaskClient, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_a_request_is_not_sent_back_as_it_came(visitor: FlaskClient) -> None:
    assert visitor.open("/sign-in", method="TRACE", headers={"X-Key": "k"}).status_code == 405


def test_production_is_never_debugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    environment = {**describe_production(), "DATA_DIR": str(tmp_path)}
    assert not create_app(Settings.from_environment(environment)).debug


def test_an_error_of_ours_is_answered_with_its_protections_and_without_its_reason(
    production: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise RuntimeError("the password of the database is wrong")

    monkeypatch.setitem(production.view_functions, "home.show_health", fail)
    answer = visitor.get("/health")
    assert answer.status_code == 500
    assert "Nothing you had saved is lost" in answer.text
    assert "database" not in answer.text


def test_signing_out_empties_what_the_browser_kept(administrator: FlaskClient) -> None:
    answer = administrator.post("/sign-out", headers={"Referer": f"{PUBLIC_URL}/"})
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_whoever_comes_in_gets_bound_cookies_alone(visitor: FlaskClient) -> None:
    """The session's, and the one by which a browser is known again at the door; the client judges both."""
    person = make_administrator()
    person.password = hash_password(PASSWORD)
    db.session.commit()
    email = person.email
    db.session.remove()
    form = {
        "csrf_token": read_token(visitor.get("/sign-in").text),
        "email": email,
        "password": PASSWORD,
    }
    came_in = visitor.post("/sign-in", data=form, headers={"Referer": f"{PUBLIC_URL}/sign-in"})
    assert came_in.status_code == 302
    assert {cookie.key[:7] for cookie in read_cookies(came_in)} == {"__Host-"}
    assert len(read_cookies(came_in)) == 2


def test_the_cookie_of_a_session_is_the_only_one(visitor: FlaskClient) -> None:
    (cookie,) = read_cookies(visitor.get("/sign-in"))
    assert cookie.key == "__Host-session"
