"""Requests that no page of the portal sends."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conventions.world import World, build_world
from tests.factories.people import carry_token, sign_in

FILM = {"Content-Type": "application/offset+octet-stream"}
NUL = "a\0b"


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


@pytest.mark.parametrize(
    ("persona", "method", "address", "sent"),
    [
        ("administrator", "GET", "/association/trainees?q=a%00b", {}),
        ("administrator", "GET", "/association/reviews?q=a%00b", {}),
        ("administrator", "GET", "/association/trainees?a%00b=q", {}),
        ("owner", "GET", "/drafts/a%00b", {}),
        ("owner", "PUT", "/drafts/note", {"data": NUL}),
        ("owner", "POST", "/clients", {"data": {"age_band": "0-2", "setting": NUL}}),
        ("owner", "POST", "/clients", {"data": {NUL: "heron-47k"}}),
        ("own_supervisor", "POST", "/clips/{clip_uuid}/comments", {"data": {"body": NUL}}),
        ("signed_out", "POST", "/reset", {"data": {"email": f"{NUL}@example.org"}}),
        ("signed_out", "GET", "/reset/a%00b", {}),
    ],
)
def test_a_character_that_no_database_keeps_is_refused_in_words(
    client: FlaskClient, world: World, persona: str, method: str, address: str, sent: dict[str, Any]
) -> None:
    carry_token(client)
    if persona != "signed_out":
        sign_in(client, world.people[persona])
    answer = client.open(address.format(**world.parameters), method=method, **sent)
    assert answer.status_code == 400
    assert "invisible character" in answer.text


@pytest.mark.parametrize("address", ["/sign-in", "/reset", "/notifications/readings"])
def test_what_is_not_a_form_is_refused(client: FlaskClient, world: World, address: str) -> None:
    answer = sign_in(client, world.people["owner"]).post(address, json={"email": NUL})
    assert answer.status_code == 415


def test_only_the_way_of_films_takes_more_than_a_form_holds(
    app: Flask, client: FlaskClient, world: World
) -> None:
    sign_in(client, world.people["owner"])
    longest = app.config["MAX_CONTENT_LENGTH"]
    answer = client.put("/drafts/note", data=b"x" * (longest + 1), headers=FILM)
    assert answer.status_code == 413
    assert "Films are sent" in answer.text


def test_a_body_that_says_it_is_a_film_does_not_stop_a_form_from_working(
    client: FlaskClient, world: World
) -> None:
    sign_in(client, world.people["owner"])
    assert client.post("/notifications/readings", data=b"x", headers=FILM).status_code == 302


@pytest.mark.parametrize("sent", [{"reviewer": "x"}, {"reviewer": "", "replaces": "x"}])
def test_an_appointment_of_nobody_is_refused(
    client: FlaskClient, world: World, sent: dict[str, str]
) -> None:
    sign_in(client, world.people["administrator"])
    reviewer = sent["reviewer"] or str(world.people["other_supervisor"].uuid)
    address = f"/reviews/{world.parameters['review_uuid']}/appointments"
    assert client.post(address, data={**sent, "reviewer": reviewer}).status_code == 404


@pytest.mark.parametrize("page", ["99999999999999999999", "9" * 5000, "-7", "x", "%F0%9F%98%80"])
@pytest.mark.parametrize("address", ["/clients", "/sessions", "/reviews", "/notifications"])
def test_there_is_always_a_nearest_page(
    client: FlaskClient, world: World, address: str, page: str
) -> None:
    sign_in(client, world.people["owner"])
    assert client.get(f"{address}?page={page}").status_code == 200
