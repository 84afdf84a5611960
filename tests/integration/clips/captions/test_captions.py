"""The lines under a film: written along, held where they could tell who a family is, and put back when taken away."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.clips.captions.models import LONGEST_LINE, Caption
from app.clips.models import Clip
from app.drafts.services import keep_draft
from app.extensions import db
from app.wording.models import KeptWords
from tests.factories.captions import make_caption
from tests.factories.clips import Audience, make_audience, make_viewing
from tests.factories.people import sign_in
from tests.factories.reviews import act_as
from tests.queries import counted_queries

NUMBER = "Call me on 07700 900123"


@pytest.fixture
def audience(app: Flask) -> Audience:
    return make_audience()


def address(clip: Clip) -> str:
    return f"/clips/{clip.uuid}/captions"


def write(client: FlaskClient, clip: Clip, **fields: str) -> int:
    line = {"uuid": str(uuid4()), "start": "0:00.4", "end": "0:01.2", "words": "A duck!"} | fields
    return client.post(address(clip), data=line).status_code


def write_removed(**changed: Any) -> str:
    """What waits of a line that was taken away, as somebody might have changed it."""
    line = {"uuid": str(uuid4()), "start_ms": 4, "end_ms": 9, "words": "A duck", "is_held": False}
    return json.dumps(line | changed)


def list_lines() -> list[Caption]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Caption).order_by(Caption.start_ms)))


def read_track(client: FlaskClient, clip: Clip, person: Person) -> str:
    viewing = make_viewing(clip, person)
    return sign_in(client, person).get(f"/viewings/{viewing.uuid}/captions.vtt").text


def test_a_line_is_written_read_and_plays_with_the_film(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    assert "Nothing written yet" in client.get(address(audience.clip)).text
    assert write(client, audience.clip, words="Look, a <duck>!") == 303
    [line] = list_lines()
    assert (line.anchor.start_ms, line.anchor.end_ms) == (400, 1200)
    assert "Look, a &lt;duck&gt;!" in client.get(address(audience.clip)).text
    for person in (audience.owner, audience.supervisor, audience.reviewer):
        track = read_track(client, audience.clip, person)
        assert "00:00:00.400 --> 00:00:01.200\nLook, a &lt;duck&gt;!" in track
    page = sign_in(client, audience.supervisor).get(address(audience.clip)).text
    assert "Look, a &lt;duck&gt;!" in page
    assert "Write a line" not in page


def test_the_track_is_kept_by_nobody(client: FlaskClient, audience: Audience) -> None:
    viewing = make_viewing(audience.clip, audience.owner)
    answer = sign_in(client, audience.owner).get(f"/viewings/{viewing.uuid}/captions.vtt")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "text/vtt"


def test_a_line_sent_twice_is_one_line(client: FlaskClient, audience: Audience) -> None:
    sign_in(client, audience.owner)
    uuid = str(uuid4())
    assert [write(client, audience.clip, uuid=uuid) for _ in range(2)] == [303, 303]
    assert len(list_lines()) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"end": "0:00.4"}, "Choose an end that comes after"),
        ({"end": "0:02.001"}, "The film ends at 0:02.0"),
        ({"start": "soon"}, "Write the time as minutes"),
        ({"end": ""}, "Say when it ends"),
        ({"words": " "}, "Write what is said"),
        ({"words": "x" * (LONGEST_LINE + 1)}, "500"),
        ({"words": NUMBER + "x" * LONGEST_LINE}, "500"),
    ],
)
def test_a_line_that_cannot_stand_comes_back_with_the_reason(
    client: FlaskClient, audience: Audience, fields: dict[str, str], words: str
) -> None:
    sign_in(client, audience.owner)
    line = {"uuid": str(uuid4()), "start": "0:00.4", "end": "0:01.2", "words": "A duck!"} | fields
    answer = client.post(address(audience.clip), data=line)
    assert answer.status_code == 422
    assert words in answer.text
    assert not list_lines()


def test_what_could_tell_who_a_family_is_waits_for_its_author(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    assert write(client, audience.clip, words=NUMBER) == 303
    [line] = list_lines()
    assert line.words == NUMBER
    assert line.held_at is not None
    assert "Look at this" in client.get(address(audience.clip)).text
    for person in (audience.owner, audience.supervisor, audience.reviewer):
        assert NUMBER not in read_track(client, audience.clip, person)
    page = sign_in(client, audience.supervisor).get(address(audience.clip)).text
    assert NUMBER not in page
    assert f"caption-{line.uuid}" not in page
    for way in ("", "/removal"):
        assert client.post(f"/captions/{line.uuid}{way}").status_code == 404


def test_a_waiting_line_is_shown_once_it_is_reworded(
    client: FlaskClient, audience: Audience
) -> None:
    line = make_caption(audience.clip, NUMBER, is_held=True)
    sign_in(client, audience.owner)
    opened = client.get(f"{address(audience.clip)}?edit={line.uuid}").text
    assert "This looks like a telephone number" in opened
    fields = {"uuid": str(line.uuid), "start": "0:00.4", "end": "0:01.2"}
    assert client.post(f"/captions/{line.uuid}", data=fields | {"words": NUMBER}).status_code == 303
    assert list_lines()[0].held_at is not None
    assert (
        client.post(f"/captions/{line.uuid}", data=fields | {"words": "Call me"}).status_code == 303
    )
    assert list_lines()[0].held_at is None
    assert "Call me" in read_track(client, audience.clip, audience.reviewer)


def test_a_waiting_line_is_shown_once_somebody_says_why_it_stays(
    client: FlaskClient, audience: Audience
) -> None:
    line = make_caption(audience.clip, NUMBER, is_held=True)
    sign_in(client, audience.owner)
    fields = {"uuid": str(line.uuid), "start": "0:00.4", "end": "0:01.2", "words": NUMBER}
    wrong = fields | {"words-reason": "work_date", "words-found": "07700 900123"}
    assert client.post(f"/captions/{line.uuid}", data=wrong).status_code == 422
    kept = fields | {"words-reason": "public_service", "words-found": "07700 900123"}
    assert client.post(f"/captions/{line.uuid}", data=kept).status_code == 303
    assert list_lines()[0].held_at is None
    assert db.session.scalars(sa.select(KeptWords.subject_id)).all() == [line.uuid]


def test_a_line_taken_away_can_be_put_back(client: FlaskClient, audience: Audience) -> None:
    line = make_caption(audience.clip, "And the swan?")
    uuid = line.uuid
    sign_in(client, audience.owner)
    assert client.post(f"/captions/{uuid}/removal").status_code == 303
    assert not list_lines()
    assert "Taken away" in client.get(address(audience.clip)).text
    assert client.post(f"{address(audience.clip)}/return").status_code == 303
    [back] = list_lines()
    assert (back.uuid, back.words, back.anchor.start_ms) == (uuid, "And the swan?", 400)
    assert client.post(f"{address(audience.clip)}/return").status_code == 409
    assert "Taken away" not in client.get(address(audience.clip)).text


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[]",
        '{"uuid": "x"}',
        "[" * 15_000,
        '{"uuid": 1, "words": 2}',
        write_removed(start_ms=1.5),
        write_removed(end_ms=float("nan")),
        write_removed(start_ms=True),
        write_removed(words="a\0duck"),
        write_removed(words="half \ud83e"),
        write_removed(words="  "),
    ],
)
def test_what_people_put_into_their_own_drafts_is_no_line(
    client: FlaskClient, audience: Audience, body: str
) -> None:
    keep_draft(act_as(audience.owner), f"caption-removed-{audience.clip.uuid}", body)
    db.session.commit()
    sign_in(client, audience.owner)
    assert client.get(address(audience.clip)).status_code == 200
    assert client.post(f"{address(audience.clip)}/return").status_code == 409


def test_a_number_in_a_line_that_is_put_back_waits(client: FlaskClient, audience: Audience) -> None:
    key = f"caption-removed-{audience.clip.uuid}"
    sign_in(client, audience.owner)
    for changed, status in (({"words": NUMBER}, 303), ({"end_ms": 10**30}, 422)):
        keep_draft(act_as(audience.owner), key, write_removed(**changed))
        db.session.commit()
        assert client.get(address(audience.clip)).status_code == 200
        assert client.post(f"{address(audience.clip)}/return").status_code == status
    assert [line.held_at is not None for line in list_lines()] == [True]


def test_a_whole_film_leaves_one_event_in_the_trail(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    for start in ("0:00.0", "0:00.5", "0:01.0"):
        write(client, audience.clip, start=start)
    actions = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert actions.count("captions.begun") == 1


def test_the_page_asks_the_same_questions_for_sixty_lines_as_for_one(
    client: FlaskClient, audience: Audience
) -> None:
    make_caption(audience.clip)
    sign_in(client, audience.owner).get(address(audience.clip))
    with counted_queries() as few:
        client.get(address(audience.clip))
    for number in range(60):
        make_caption(audience.clip, f"Line {number}", start_ms=number * 10, end_ms=1990)
    with counted_queries() as many:
        client.get(address(audience.clip))
    assert len(few) == len(many)
