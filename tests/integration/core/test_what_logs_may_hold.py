"""What ends in a log is read by people who see no trainee's work, and by programs that look for whoever tries doors."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from app.core.logs import JsonLines
from app.extensions import db
from tests.conventions.world import build_world
from tests.factories.people import sign_in


def test_an_error_of_the_database_repeats_no_words_of_people(app: Flask) -> None:
    with pytest.raises(DBAPIError) as raised:
        db.session.execute(
            sa.text("SELECT * FROM nowhere WHERE word = :word"), {"word": "heron-47k"}
        )
    db.session.rollback()
    assert "heron-47k" not in str(raised.value)


def write_line(message: str, *, error: BaseException | None = None) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, message, None, told)
    return JsonLines().format(record)


def test_a_line_says_when_and_where_in_a_form_that_programs_read() -> None:
    line = json.loads(write_line("It happened"))
    assert line["says"] == "It happened"
    assert (line["level"], line["from"]) == ("error", "portal")
    at = datetime.fromisoformat(line["at"])
    assert at.tzinfo == UTC


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85", "\x1b[2K"])
def test_no_text_makes_a_second_line(end: str) -> None:
    forged = f'harmless{end}{{"says": "Nothing happened"}}'
    line = write_line(forged)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["says"] == forged


def test_the_way_to_an_error_is_told_in_the_same_line() -> None:
    try:
        raise RuntimeError("two\nlines")
    except RuntimeError:
        error = sys.exception()
    line = write_line("It failed", error=error)
    assert len(line.splitlines()) == 1
    assert "RuntimeError" in json.loads(line)["error"]


def test_whoever_tries_doors_leaves_a_line_with_ids_alone(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    world = build_world()
    stranger = world.people["other_trainee"]
    address = f"/clips/{world.parameters['clip_uuid']}"
    sign_in(client, stranger).get(address)
    client.post("/notifications/readings", headers={"X-CSRFToken": "forged"})
    looked, forged = [line for line in caplog.messages if "Refused" in line]
    assert looked == f"Refused with 404: GET feedback.show_clip, person {stranger.id}"
    assert forged.startswith("Refused with 400: POST")
    assert address not in caplog.text
    assert stranger.email not in caplog.text


def test_what_another_site_made_somebody_send_is_not_shown_as_the_portals_words(
    client: FlaskClient,
) -> None:
    words = {"text": "Your account is closed, ring this number now"}
    own = client.post("/clients", data=words, headers={"Origin": "http://localhost"})
    assert words["text"] in own.text
    for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
        strange = client.post("/clients", data=words, headers={"Origin": origin})
        assert strange.status_code == own.status_code
        assert words["text"] not in strange.text
