"""Films that may not be seen now: their words are closed with them, and the page of the cycle says so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from app.cases.models import EvidenceBasis, FilmKind, Purpose
from app.cases.services import record_evidence
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.feedback import Scene, make_request, make_scene
from tests.factories.people import sign_in


def read(client: FlaskClient, scene: Scene) -> str:
    return client.get(f"/cycles/{scene.clip.cycle.uuid}").text


@pytest.mark.parametrize(
    ("withdrawn", "reader", "why", "entries"),
    [
        (Purpose.VIG, "trainee", "does not say yes to VIG now", "2 entries"),
        (Purpose.VIG, "supervisor", "does not say yes to supervision now", "3 entries"),
        (Purpose.SUPERVISION, "supervisor", "does not say yes to supervision now", "3 entries"),
    ],
)
def test_a_hidden_film_leaves_word_that_it_was_there_and_why_it_is_closed(
    client: FlaskClient, withdrawn: Purpose, reader: str, why: str, entries: str
) -> None:
    scene = make_scene()
    scene.comment(body="You wait.")
    scene.comment(body="Not yet for you", released=False)
    make_request(scene, "Where do I leave her room?")
    record_evidence(SYSTEM, scene.clip.cycle, FilmKind.SHARED_REVIEW, EvidenceBasis.FILM)
    scene.withdraw_consent(withdrawn)
    page = read(sign_in(client, getattr(scene, reader)), scene)
    assert why in page
    assert entries in page
    assert "it goes on counting" in page
    for words in ("You wait.", "Not yet for you", "Where do I leave her room?", scene.address):
        assert words not in page


def test_answering_goes_on_in_the_cycle_while_films_are_closed_to_somebody(
    client: FlaskClient,
) -> None:
    scene = make_scene()
    comment = scene.comment(body="You smile back.")
    scene.trainee.films_closed_until = clock.now() + timedelta(hours=20)
    db.session.commit()
    cycle = f"/cycles/{scene.clip.cycle.uuid}"
    sign_in(client, scene.trainee)
    assert client.get(scene.address).status_code == 403
    assert "You smile back." in client.get(cycle).text
    data = {"uuid": str(uuid4()), "body": "I had not seen that."}
    answer = client.post(f"/comments/{comment.uuid}/replies", data=data)
    assert answer.location.startswith(cycle)
    assert "I had not seen that." in client.get(cycle).text
    refused = client.post(f"/comments/{comment.uuid}/replies", data={**data, "body": ""})
    assert refused.status_code == 422


def test_words_beside_a_film_without_consent_do_not_exist(client: FlaskClient) -> None:
    scene = make_scene()
    comment = scene.comment(body="You smile back.")
    scene.withdraw_consent(Purpose.VIG)
    for person in (scene.trainee, scene.supervisor):
        sign_in(client, person)
        assert client.get(scene.address).status_code == 404
        assert "You smile back." not in client.get(f"/cycles/{scene.clip.cycle.uuid}").text
        answer = client.post(f"/comments/{comment.uuid}/replies", data={"body": "May I?"})
        assert answer.status_code == 404
