"""Nobody, and no program, takes the portal for themselves; people at work never notice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, rate_limits
from app.extensions import db
from app.rate_limits import GROUPS, Group
from config import Settings
from tests.conftest import StrictClient
from tests.factories.people import make_supervisor, sign_in
from tests.factories.secrets import describe_production
from tests.servers import describe_installation

HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def counted_app(
    prepared_data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """A portal that counts requests, with limits small enough to reach."""
    shutil.copytree(prepared_data_dir, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(rate_limits, "PAGES", "6/hour")
    for name, limit in (("door", "3/hour"), ("films", "9/hour")):
        monkeypatch.setitem(GROUPS, name, replace(GROUPS[name], limit=limit))
    environment = describe_installation(tmp_path) | {"RATE_LIMITS": "on"}
    app = create_app(Settings.from_environment(environment))
    app.test_client_class = StrictClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def open_browser(app: Flask, network: str = HOME) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    return client


def test_who_asks_too_often_is_told_when_to_come_back(counted_app: Flask) -> None:
    client = open_browser(counted_app)
    assert [client.get("/sign-in").status_code for _ in range(6)] == [200] * 6
    answer = client.get("/sign-in")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "Wait a moment" in answer.text
    assert open_browser(counted_app, ELSEWHERE).get("/sign-in").status_code == 200


def test_scripts_are_told_in_words(counted_app: Flask) -> None:
    client = open_browser(counted_app)
    answers = [client.get("/sign-in", headers={"Accept": "text/plain"}) for _ in range(7)]
    assert answers[-1].text == "Nothing is lost. Wait a moment, go back, and try again.\n"


def test_people_of_one_office_are_counted_apart_once_they_are_in(counted_app: Flask) -> None:
    first, second = (sign_in(open_browser(counted_app), make_supervisor()) for _ in range(2))
    assert [first.get("/notifications").status_code for _ in range(7)][-1] == 429
    assert second.get("/notifications").status_code == 200


def test_one_person_is_one_in_every_browser(counted_app: Flask) -> None:
    person = make_supervisor()
    for network in (HOME, ELSEWHERE):
        client = sign_in(open_browser(counted_app, network), person)
        answers = [client.get("/notifications").status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]


def test_sending_the_form_at_the_door_is_counted_by_itself(counted_app: Flask) -> None:
    client = open_browser(counted_app)
    answers = [client.post("/sign-in", data={}).status_code for _ in range(4)]
    assert answers == [400, 400, 400, 429]
    assert client.get("/sign-in").status_code == 200


def test_what_a_player_asks_for_is_not_counted_with_the_pages(counted_app: Flask) -> None:
    client = sign_in(open_browser(counted_app), make_supervisor())
    nothing = "00000000-0000-4000-8000-000000000000"
    answers = [client.get(f"/clips/{nothing}/poster").status_code for _ in range(8)]
    assert set(answers) == {404}
    assert client.get("/notifications").status_code == 200


def test_style_sheets_are_not_counted(counted_app: Flask) -> None:
    client = open_browser(counted_app)
    for _ in range(8):
        answer = client.get("/static/css/tokens.css")
        answer.close()
        assert answer.status_code == 200


def test_every_endpoint_with_a_limit_exists(app: Flask) -> None:
    named = [endpoint for group in GROUPS.values() for endpoint in group.endpoints]
    assert set(named) <= app.view_functions.keys()
    assert len(named) == len(set(named))
    assert all(isinstance(group, Group) for group in GROUPS.values())


def test_only_tests_do_without(tmp_path: Path) -> None:
    environment = describe_production() | {"DATA_DIR": str(tmp_path), "RATE_LIMITS": "off"}
    assert Settings.from_environment(environment).rate_limits
    assert not Settings.from_environment(describe_installation(tmp_path)).rate_limits


def test_where_the_shared_memory_is_away_each_process_counts_for_itself(
    tmp_path: Path, prepared_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "PAGES", "2/hour")
    shutil.copytree(prepared_data_dir, tmp_path, dirs_exist_ok=True)
    away = {"RATE_LIMITS": "on", "RATE_LIMIT_STORAGE": "redis://127.0.0.1:1/0"}
    app = create_app(Settings.from_environment(describe_installation(tmp_path) | away))
    client = app.test_client()
    assert [client.get("/sign-in").status_code for _ in range(3)] == [200, 200, 429]
    with app.app_context():
        db.engine.dispose()
