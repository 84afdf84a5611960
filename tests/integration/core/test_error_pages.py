"""Every refusal says what to do next, in a page for people and in words for scripts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.people import make_supervisor, sign_in


def test_an_unknown_address_keeps_the_reader_in_the_house(app: Flask, client: FlaskClient) -> None:
    person = make_supervisor()
    answer = sign_in(client, person).get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert person.full_name in answer.text


def test_a_signed_out_reader_of_an_unknown_address_learns_nothing(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Your account" not in answer.text


def test_scripts_get_words_instead_of_a_page(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client, make_supervisor()).get("/nowhere", headers={"Accept": "text/plain"})
    assert answer.text == "There is nothing at this address, or it is not shared with you.\n"


@pytest.mark.parametrize(
    ("method", "status", "words"),
    [("DELETE", 405, "use the buttons"), ("POST", 405, "use the buttons")],
)
def test_a_wrong_method_names_the_right_ones(
    app: Flask, client: FlaskClient, method: str, status: int, words: str
) -> None:
    answer = sign_in(client, make_supervisor()).open("/notifications", method=method)
    assert answer.status_code == status
    assert words in answer.text
    assert "GET" in answer.headers["Allow"]


def test_too_long_a_form_is_refused_before_it_is_read(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client, make_supervisor()).post(
        "/notifications/readings", data={"text": "x" * (2 * 1024 * 1024 + 1)}
    )
    assert answer.status_code == 413
    assert "Shorten" in answer.text


@pytest.mark.parametrize(
    ("header", "fragment"),
    [
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ],
)
def test_every_answer_carries_its_protections(
    client: FlaskClient, header: str, fragment: str
) -> None:
    for address in ("/sign-in", "/nowhere", "/health"):
        assert fragment in client.get(address).headers[header]


def test_each_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    policies = {client.get("/sign-in").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3
    assert all("unsafe" not in policy for policy in policies)
