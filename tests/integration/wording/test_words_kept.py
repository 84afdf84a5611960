"""What looks identifying is pointed out when it is sent, and stays with a reason that is put on record."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.audit.models import AuditEvent
from app.extensions import db
from app.feedback.models import Comment, FeedbackRequest, Reply
from app.supervision.models import SupervisionSession
from app.wording.identifying_words import Category
from app.wording.models import KeptWords, RewordedWords
from app.wording.reasons import Reason
from tests.factories.feedback import Scene, make_scene
from tests.factories.people import make_enrolment, make_supervisor, sign_in

POSTCODE = "They live in SW1A 1AA now."
KEEP = {"body-found": "SW1A 1AA", "body-reason": "public_service"}


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    scene = make_scene()
    sign_in(client, scene.supervisor)
    return scene


def send(client: FlaskClient, scene: Scene, body: str, **more: str) -> TestResponse:
    fields = {"uuid": str(uuid4()), "kind": "strength", "start": "1:12", "end": "", "body": body}
    return client.post(f"{scene.address}/comments", data={**fields, **more})


def list_kept() -> list[KeptWords]:
    return list(db.session.scalars(sa.select(KeptWords).order_by(KeptWords.id)))


def count(table: type[Comment | Reply | FeedbackRequest]) -> int:
    return db.session.scalar(sa.select(sa.func.count(table.id))) or 0


def test_a_form_comes_back_with_what_was_found_and_what_to_write_instead(
    client: FlaskClient, scene: Scene
) -> None:
    refused = send(client, scene, POSTCODE)
    assert refused.status_code == 422
    assert count(Comment) == 0
    assert (
        "This looks like a postcode. Write it differently, or say below why it stays."
        in refused.text
    )
    assert "They live in <mark>SW1A 1AA</mark> now. <" in refused.text
    assert "Write the kind of place instead" in refused.text
    assert POSTCODE in refused.text  # nothing typed is lost
    assert 'name="body-found" value="SW1A 1AA"' in refused.text
    assert list_kept() == []


def test_a_reason_lets_it_stay_and_is_on_record(client: FlaskClient, scene: Scene) -> None:
    answer = send(client, scene, POSTCODE, **KEEP)
    assert answer.status_code == 303
    comment = db.session.scalars(sa.select(Comment)).one()
    (kept,) = list_kept()
    assert comment.body == POSTCODE
    assert kept.person_id == scene.supervisor.id
    assert (kept.category, kept.kind) == (Category.POSTCODE, "comment")
    assert (kept.reason, kept.because) == (Reason.PUBLIC_SERVICE, "")
    assert kept.excerpt == "SW1A •••"
    assert kept.path == f"{scene.address}#comment-{comment.uuid}"
    assert kept.subject_id == comment.uuid
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="words.kept")).one()
    assert (event.actor_id, event.subject_id) == (scene.supervisor.id, kept.uuid)


def test_a_date_of_the_work_is_one_click(client: FlaskClient, scene: Scene) -> None:
    text = "In our session on 3 March 2026 you waited."
    page = send(client, scene, text).text
    assert (
        '<div class="choice" data-fits="birth_date">' in page
    )  # among the reasons that are not hidden
    assert "it is a date of the work, not a date of birth" in page
    kept = {"body-found": "3 March 2026", "body-reason": "work_date"}
    assert send(client, scene, text, **kept).status_code == 303
    assert [row.excerpt for row in list_kept()] == ["••• 2026"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"body-reason": "public_service"}, "This looks like a postcode"),
        ({"body-found": "LS1 4AB", "body-reason": "public_service"}, "This looks like a postcode"),
        ({"body-found": "SW1A 1AA", "body-reason": "because"}, "This looks like a postcode"),
        ({"body-found": "SW1A 1AA", "body-reason": "work_date"}, "Choose a reason that fits"),
        ({"body-found": "SW1A 1AA", "body-reason": "other"}, "Say in a few words why it stays."),
        (
            {**KEEP, "body-reason": "other", "body-because": "it is SW1A 1AA"},
            "Your reason itself holds a postcode.",
        ),
        (
            {**KEEP, "body-reason": "other", "body-because": "x" * 201},
            "Shorten your reason to 200 characters.",
        ),
    ],
)
def test_a_reason_covers_what_was_shown_and_fits_it(
    client: FlaskClient, scene: Scene, more: dict[str, str], words: str
) -> None:
    refused = send(client, scene, POSTCODE, **more)
    assert refused.status_code == 422
    assert words in refused.text
    assert list_kept() == []


def test_a_reason_of_ones_own_is_kept_with_it(client: FlaskClient, scene: Scene) -> None:
    because = {"body-reason": "other", "body-because": " It is the title of a paper. "}
    assert send(client, scene, POSTCODE, **{**KEEP, **because}).status_code == 303
    assert [row.because for row in list_kept()] == ["It is the title of a paper."]


def test_nothing_is_on_record_where_something_else_has_to_be_put_right(
    client: FlaskClient, scene: Scene
) -> None:
    refused = send(client, scene, POSTCODE, **KEEP, start="9:59:59")
    assert refused.status_code == 422
    assert 'value="public_service" checked' in refused.text  # it need not be chosen again
    assert list_kept() == []


def test_the_same_words_in_the_same_thing_are_put_on_record_once(
    client: FlaskClient, scene: Scene
) -> None:
    send(client, scene, POSTCODE, **KEEP)
    comment = db.session.scalars(sa.select(Comment)).one()
    fields = {"uuid": str(comment.uuid), "kind": "question", "start": "0:10", "end": ""}
    edit = {
        **fields,
        "body": f"{POSTCODE} Or LS1 4AB?",
        **KEEP,
        "body-found": "SW1A 1AA\r\nLS1 4AB",
    }
    assert client.post(f"/comments/{comment.uuid}", data=edit).status_code == 303
    assert [row.excerpt for row in list_kept()] == ["SW1A •••", "LS1 •••"]


def test_what_was_reworded_is_counted_without_a_name(client: FlaskClient, scene: Scene) -> None:
    shown = {"body-shown": "SW1A 1AA\r\n07700 900123\r\nnothing"}
    assert 'name="body-shown" value="SW1A 1AA"' in send(client, scene, POSTCODE).text
    assert send(client, scene, "They live nearby.", **shown).status_code == 303
    reworded = db.session.scalars(sa.select(RewordedWords).order_by(RewordedWords.id)).all()
    assert [row.category for row in reworded] == [Category.POSTCODE, Category.PHONE]
    assert {row.kind for row in reworded} == {"comment"}
    assert list_kept() == []


def test_text_that_says_nothing_leaves_no_trace(client: FlaskClient, scene: Scene) -> None:
    assert send(client, scene, "She waits two full seconds.").status_code == 303
    assert list_kept() == []
    assert db.session.scalar(sa.select(sa.func.count(RewordedWords.id))) == 0


def test_a_reply_is_read_too_and_comes_back_under_its_comment(
    client: FlaskClient, scene: Scene
) -> None:
    comment = scene.comment()
    address = f"/comments/{comment.uuid}/replies"
    fields = {"uuid": str(uuid4()), "body": "Call 07700 900123."}
    refused = client.post(address, data=fields)
    assert refused.status_code == 422
    assert f'data-words-check="reply-{comment.uuid}"' in refused.text
    assert "Call <mark>07700 900123</mark>" in refused.text
    keep = {"body-found": "07700 900123", "body-reason": "not_a_family"}
    assert client.post(address, data={**fields, **keep}).status_code == 303
    assert [(row.kind, row.subject_id) for row in list_kept()] == [("reply", comment.uuid)]


def test_every_field_of_a_request_answers_for_itself(client: FlaskClient) -> None:
    scene = make_scene()
    sign_in(client, scene.trainee)
    fields = {
        "uuid": str(uuid4()),
        "question": "Is 3/4/2021 right?",
        "start_1": "0:10",
        "end_1": "0:20",
        "noticing_1": "He says SW1A 1AA.",
        "question-found": "3/4/2021",
        "question-reason": "work_date",
    }
    address = f"{scene.address}/requests"
    assert client.post(address, data=fields).status_code == 422
    fields |= {"noticing_1-found": "SW1A 1AA", "noticing_1-reason": "not_a_family"}
    assert client.post(address, data=fields).status_code == 303
    assert {(row.kind, row.category) for row in list_kept()} == {
        ("question", Category.BIRTH_DATE),
        ("noticing", Category.POSTCODE),
    }


def test_the_note_of_a_session_leads_to_the_session(client: FlaskClient) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    sign_in(client, supervisor)
    fields = {
        "held_on": "2025-04-08",
        "minutes": "90",
        "mode": "video_call",
        "note": "Next: 3/5/2025, room LS1 4AB.",
        "note-found": "LS1 4AB\n3/5/2025",
        "note-reason": "not_a_family",
    }
    assert client.post(f"/trainees/{enrolment.uuid}/sessions", data=fields).status_code == 302
    session = db.session.scalars(sa.select(SupervisionSession)).one()
    kept = list_kept()
    assert {row.category for row in kept} == {Category.BIRTH_DATE, Category.POSTCODE}
    assert {(row.path, row.subject_id) for row in kept} == {
        (f"/sessions/{session.uuid}", UUID(str(session.uuid)))
    }
