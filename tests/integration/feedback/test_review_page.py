"""The page of a film, as each person meets it, and its forms."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.clips.models import ClipState
from app.extensions import db
from app.feedback.models import Comment, CommentKind, FeedbackRequest, Reply
from tests.factories.feedback import (
    Scene,
    make_reply,
    make_request,
    make_scene,
)
from tests.factories.people import make_administrator, make_supervisor, sign_in
from tests.queries import counted_queries

TYPED = "She waits for you, and you see it."


def send_comment(client: FlaskClient, scene: Scene, **changed: str) -> TestResponse:
    fields = {"kind": "strength", "start": "1:12.4", "end": "1:18", "body": TYPED}
    to = changed.pop("to", f"{scene.address}/comments")
    return client.post(to, data={"uuid": str(uuid4()), **fields, **changed})


def count(table: type[Comment | FeedbackRequest | Reply]) -> int:
    return db.session.scalar(sa.select(sa.func.count(table.id))) or 0


def test_the_page_starts_with_what_the_trainee_noticed(client: FlaskClient) -> None:
    scene = make_scene()
    make_request(scene)
    scene.comment(kind=CommentKind.WORKING_POINT, start_ms=2_000, body="What if you waited?")
    scene.comment(start_ms=100_000, end_ms=None, body="You smile back.")
    _, page = sign_in(client, scene.supervisor).get(scene.address).text.split("review-words")
    words = ["Where do I leave her room?", "1:05.0 – 1:25.0", "I wait, and he looks up."]
    words += ["You smile back.", "What if you waited?", "Keep as draft"]
    assert sorted(words, key=page.index) == words
    assert f"{scene.trainee.known_as} asks:" in page


def test_each_reader_is_offered_what_is_theirs(client: FlaskClient) -> None:
    scene = make_scene()
    scene.comment(body="Look how he turns to you.")
    scene.comment(body="A draft.", released=False)
    offers = (
        "Look how he turns to you.",
        "A draft.",
        "Keep as draft",
        "Ask your supervisor",
        "Reply",
    )
    expected = {
        scene.trainee: (True, False, False, True, True),
        scene.supervisor: (True, True, True, False, True),
        scene.reviewer: (False, False, False, False, False),
    }
    for reader, seen in expected.items():
        page = sign_in(client, reader).get(scene.address).text
        assert tuple(offer in page for offer in offers) == seen


def test_strangers_find_no_film_no_comment_and_no_form(client: FlaskClient) -> None:
    scene = make_scene()
    comment = scene.comment()
    base, said = scene.address, f"/comments/{comment.uuid}"
    unsafe = [f"{base}/requests", f"{base}/comments", f"{base}/release"]
    unsafe += [said, f"{said}/withdrawal", f"{said}/replies"]
    for stranger in (make_supervisor(), make_scene().trainee, make_administrator()):
        sign_in(client, stranger)
        assert client.get(base).status_code == 404
        assert client.get(f"/cycles/{scene.clip.cycle.uuid}").status_code == 404
        for address in unsafe:
            assert send_comment(client, scene, to=address).status_code == 404


def test_the_reviewer_is_shown_the_film_but_not_what_was_said(client: FlaskClient) -> None:
    scene = make_scene()
    comment = scene.comment()
    sign_in(client, scene.reviewer)
    assert client.get(scene.address).status_code == 200
    assert client.get(f"/cycles/{scene.clip.cycle.uuid}").status_code == 404
    for address in (f"/comments/{comment.uuid}", f"/comments/{comment.uuid}/replies"):
        assert send_comment(client, scene, to=address).status_code == 404
    assert send_comment(client, scene).status_code == 403


def test_everyone_who_watched_is_named_to_the_owner_alone(client: FlaskClient) -> None:
    scene = make_scene()
    page = sign_in(client, scene.trainee).get(scene.address).text
    assert "Nobody but you, so far" in page
    for watcher, times in ((scene.trainee, 1), (scene.supervisor, 3), (scene.reviewer, 1)):
        sign_in(client, watcher)
        for _ in range(times):
            assert client.post(f"{scene.address}/viewings").status_code == 303
        assert ("Who has watched" in client.get(scene.address).text) is (watcher == scene.trainee)
    _, _, shown = (
        sign_in(client, scene.trainee).get(scene.address).text.partition("Who has watched")
    )
    shown, _, _ = shown.partition("</details>")
    assert shown.index(scene.reviewer.full_name) < shown.index(scene.supervisor.full_name)
    assert "3 times in all" in shown
    assert scene.trainee.full_name not in shown


def test_a_comment_goes_from_the_form_to_the_trainee(client: FlaskClient) -> None:
    scene = make_scene()
    answer = send_comment(sign_in(client, scene.supervisor), scene)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert TYPED in page
    assert "Draft · only you" in page
    assert "1:12.4 – 1:18.0" in page
    client.post(f"{scene.address}/release", data={"uuid": str(uuid4()), "body": ""})
    assert TYPED in sign_in(client, scene.trainee).get(scene.address).text


def test_releasing_takes_along_what_stands_in_the_box(client: FlaskClient) -> None:
    scene = make_scene()
    scene.comment(released=False)
    sign_in(client, scene.supervisor)
    refused = send_comment(client, scene, to=f"{scene.address}/release", end="9:00")
    assert refused.status_code == 422
    assert "The film ends at 3:20.0" in refused.text
    assert db.session.scalars(sa.select(Comment.released_at)).all() == [None]
    assert send_comment(client, scene, to=f"{scene.address}/release").status_code == 303
    assert None not in db.session.scalars(sa.select(Comment.released_at)).all()
    assert count(Comment) == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"start": "5:00", "end": ""}, "The film ends at 3:20.0"),
        ({"end": "1:10"}, "Choose an end that comes after the beginning"),
        ({"start": "soon"}, "Write the time as minutes and seconds"),
        ({"start": ""}, "Say where in the film"),
        ({"kind": "verdict"}, "Not a valid choice"),
        ({"uuid": "again"}, "Reload the page and send this again"),
    ],
)
def test_a_refused_comment_comes_back_with_what_was_typed(
    client: FlaskClient, changed: dict[str, str], words: str
) -> None:
    scene = make_scene()
    answer = send_comment(sign_in(client, scene.supervisor), scene, **changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f">\n{TYPED}</textarea>" in answer.text.replace("\r", "")
    assert count(Comment) == 0


def test_an_empty_comment_is_refused_at_its_field(client: FlaskClient) -> None:
    scene = make_scene()
    answer = send_comment(sign_in(client, scene.supervisor), scene, body="  ")
    assert answer.status_code == 422
    assert 'href="#body"' in answer.text


def test_a_draft_opens_in_the_box_and_is_changed_there(client: FlaskClient) -> None:
    scene = make_scene()
    draft = scene.comment(start_ms=72_480, end_ms=None, released=False, body="First words")
    sign_in(client, scene.supervisor)
    page = client.get(f"{scene.address}?edit={draft.uuid}").text
    assert 'value="1:12.480"' in page
    assert "First words</textarea>" in page
    address = f"/comments/{draft.uuid}"
    refused = send_comment(client, scene, to=address, start="soon")
    assert refused.status_code == 422
    assert TYPED in refused.text
    assert send_comment(client, scene, to=address).status_code == 303
    db.session.refresh(draft)
    assert draft.body == TYPED


def test_a_released_comment_does_not_open_for_changing(client: FlaskClient) -> None:
    scene = make_scene()
    released = scene.comment(body="As it was read")
    sign_in(client, scene.supervisor)
    assert "Save draft" not in client.get(f"{scene.address}?edit={released.uuid}").text
    assert send_comment(client, scene, to=f"/comments/{released.uuid}").status_code == 403


def test_a_withdrawn_comment_leaves_words_that_it_stood_there(client: FlaskClient) -> None:
    scene = make_scene()
    comment = scene.comment(body="Too quick")
    sign_in(client, scene.supervisor).post(f"/comments/{comment.uuid}/withdrawal")
    page = sign_in(client, scene.trainee).get(scene.address).text
    assert "Too quick" not in page
    assert f"{scene.supervisor.known_as} took this back on" in page


def test_a_trainee_asks_with_several_stretches(client: FlaskClient) -> None:
    scene = make_scene()
    rows = {"start_1": "1:05", "end_1": "1:25", "noticing_1": "I wait."}
    rows |= {"start_4": "2:00", "end_4": "2:55"}
    data = {"uuid": str(uuid4()), "question": "Where do I leave her room?", **rows}
    sign_in(client, scene.trainee)
    for _ in range(2):
        assert client.post(f"{scene.address}/requests", data=data).status_code == 303
    [asked] = db.session.scalars(sa.select(FeedbackRequest)).all()
    assert [str(s.anchor) for s in asked.stretches] == ["1:05.0 – 1:25.0", "2:00.0 – 2:55.0"]


@pytest.mark.parametrize(
    ("rows", "words", "field"),
    [
        ({}, "Choose at least one stretch", "start_1"),
        ({"start_2": "1:00", "end_2": "4:00"}, "The film ends at 3:20.0", "end_2"),
        ({"start_3": "1:00", "noticing_3": "Here"}, "Say where it ends", "end_3"),
        ({"noticing_2": "Somewhere"}, "Say where it begins", "start_2"),
        ({"start_1": "1:00", "end_1": "0:10"}, "comes after the beginning", "end_1"),
        ({"start_1": "1:00", "end_1": "later"}, "minutes and seconds", "end_1"),
    ],
)
def test_a_refused_question_comes_back_with_the_problem_at_its_row(
    client: FlaskClient, rows: dict[str, str], words: str, field: str
) -> None:
    scene = make_scene()
    data = {"uuid": str(uuid4()), "question": TYPED, **rows}
    answer = sign_in(client, scene.trainee).post(f"{scene.address}/requests", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#{field}"' in answer.text
    for typed in (TYPED, *rows.values()):
        assert typed in answer.text
    assert count(FeedbackRequest) == 0


def test_replies_stand_under_their_comment_and_a_refused_one_comes_back(
    client: FlaskClient,
) -> None:
    scene = make_scene()
    comment = scene.comment()
    address = f"/comments/{comment.uuid}/replies"
    sign_in(client, scene.trainee)
    too_long = "word " * 900
    refused = client.post(address, data={"uuid": str(uuid4()), "body": too_long})
    assert refused.status_code == 422
    assert too_long.strip() in refused.text
    assert f'href="#reply-{comment.uuid}"' in refused.text
    sent = client.post(address, data={"uuid": str(uuid4()), "body": "I see it **now**."})
    assert "I see it <strong>now</strong>." in client.get(sent.location).text


def test_words_wait_while_the_film_is_on_its_way(client: FlaskClient) -> None:
    scene = make_scene(state=ClipState.PROCESSING, duration_ms=None)
    sign_in(client, scene.supervisor)
    assert "Keep as draft" not in client.get(scene.address).text
    refused = send_comment(client, scene)
    assert refused.status_code == 422
    assert "Feedback opens as soon as the film can be watched" in refused.text


def test_sixty_comments_ask_no_more_of_the_database_than_one(client: FlaskClient) -> None:
    few, many = make_scene(), make_scene()
    make_request(few)
    make_reply(few.comment(), few.trainee)
    for number in range(60):
        make_request(many) if number % 20 == 0 else None
        comment = many.comment(start_ms=1_000 * number, released=number % 2 == 0)
        make_reply(comment, many.trainee)
    for path in ("{0.address}", "/cycles/{0.clip.cycle.uuid}"):
        asked = []
        for scene in (few, many):
            with counted_queries() as statements:
                answer = sign_in(client, scene.supervisor).get(path.format(scene))
            assert answer.status_code == 200
            asked.append(len(statements))
        assert asked[0] == asked[1]
