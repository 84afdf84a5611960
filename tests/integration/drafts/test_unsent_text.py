"""Nothing typed is lost, and nobody else reads it."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.drafts.services import KEPT_AT_MOST
from tests.factories.people import make_supervisor, sign_in

TEXT = {"Content-Type": "text/plain", "Accept": "text/plain"}


def test_a_draft_comes_back_until_it_is_emptied(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    assert client.get("/drafts/note/1").status_code == 204
    client.put("/drafts/note/1", data="You wait two full seconds.", headers=TEXT)
    client.put("/drafts/note/1", data="You wait two full seconds. She looks.", headers=TEXT)
    assert client.get("/drafts/note/1").text == "You wait two full seconds. She looks."
    client.put("/drafts/note/1", data=" ", headers=TEXT)
    assert client.get("/drafts/note/1").status_code == 204


def test_a_draft_is_only_for_its_author(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_supervisor()).put("/drafts/note/1", data="mine", headers=TEXT)
    assert sign_in(client, make_supervisor()).get("/drafts/note/1").status_code == 204


def test_a_text_longer_than_any_field_is_refused_in_words(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client, make_supervisor()).put("/drafts/a", data="x" * 20_001, headers=TEXT)
    assert answer.status_code == 413
    assert "Shorten it" in answer.text


def test_a_key_that_no_field_has_is_refused(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client, make_supervisor()).put(f"/drafts/{'k' * 201}", data="x", headers=TEXT)
    assert answer.status_code == 404


def test_drafts_are_no_store_for_anything_else(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    for number in range(KEPT_AT_MOST + 2):
        client.put(f"/drafts/note/{number}", data="words", headers=TEXT)
    kept = [client.get(f"/drafts/note/{number}").status_code for number in range(KEPT_AT_MOST + 2)]
    assert kept == [204, 204, *[200] * KEPT_AT_MOST]


def test_a_sent_form_forgets_its_drafts(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_supervisor()).put("/drafts/note/1", data="sent now", headers=TEXT)
    client.post("/notifications/readings", data={"draft_key": "note/1"})
    assert client.get("/drafts/note/1").status_code == 204


def test_a_signed_out_writer_gets_words_and_no_redirect(client: FlaskClient) -> None:
    answer = client.put("/drafts/note/1", data="still here", headers=TEXT)
    assert answer.status_code == 401
    assert "Nothing you typed is lost" in answer.text
