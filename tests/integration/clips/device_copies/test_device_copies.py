"""A film that is safe here is asked about until its owner has dealt with the file on their device."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.models import AllocationKind
from app.audit.models import AuditEvent
from app.cases.models import Purpose
from app.clips.device_copies.models import CopyAnswer, DeviceCopyAnswer
from app.clips.models import Clip, ClipState
from app.core import clock
from app.extensions import db
from app.retention.traces import forget_bytes
from tests.factories.clips import make_arrived_upload, make_clip, withdraw_consent
from tests.factories.people import allocate, make_supervisor, sign_in

QUESTION = "It is on your phone or camera still"


@pytest.fixture
def clip(app: Flask) -> Clip:
    """A film that was sent from a device and is ready."""
    clip = make_clip()
    make_arrived_upload(clip)
    return clip


@pytest.fixture
def owner(app: Flask, clip: Clip) -> FlaskClient:
    """The trainee's browser."""
    return sign_in(app.test_client(), clip.cycle.client.enrolment.person)


def answer(browser: FlaskClient, clip: Clip, words: str, **headers: str) -> int:
    """Answer, as the buttons do."""
    sent = browser.post(
        f"/clips/{clip.uuid}/device-copies", data={"answer": words}, headers=headers
    )
    return sent.status_code


def is_asked(browser: FlaskClient, clip: Clip) -> bool:
    """Whether page of the cycle, page for sending and home all ask."""
    address = f"/clips/{clip.uuid}/device-copies"
    pages = [browser.get(p).text for p in (f"/cycles/{clip.cycle.uuid}", "/films/sending")]
    asked = {f'action="{address}"' in page for page in pages}
    asked.add("may lie on your phone or camera still" in browser.get("/pathway").text)
    assert len(asked) == 1
    return asked.pop()


@pytest.mark.parametrize("words", ["deleted", "kept"])
def test_an_answer_ends_the_asking_and_is_on_record(
    owner: FlaskClient, clip: Clip, words: str
) -> None:
    assert is_asked(owner, clip)
    assert answer(owner, clip, words) == 303
    assert not is_asked(owner, clip)
    given = db.session.scalars(sa.select(DeviceCopyAnswer.answer)).one()
    assert given is CopyAnswer(words)
    names = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert f"device_copy.{words}" in names


def test_later_is_tomorrow(owner: FlaskClient, clip: Clip) -> None:
    answer(owner, clip, "later")
    assert not is_asked(owner, clip)
    past = clock.now() - timedelta(days=1, minutes=1)
    db.session.execute(sa.update(DeviceCopyAnswer).values(answered_at=past))
    db.session.commit()
    assert is_asked(owner, clip)
    answer(owner, clip, "deleted")
    assert not is_asked(owner, clip)


@pytest.mark.parametrize("state", set(ClipState) - {ClipState.READY, ClipState.ERASED})
def test_a_film_that_is_not_ready_is_better_kept_on_the_device(
    app: Flask, state: ClipState
) -> None:
    clip = make_clip(state=state)
    make_arrived_upload(clip)
    browser = sign_in(app.test_client(), clip.cycle.client.enrolment.person)
    assert QUESTION not in browser.get("/films/sending").text.partition("<template")[0]
    assert answer(browser, clip, "deleted") == 409
    assert db.session.scalar(sa.select(sa.func.count(DeviceCopyAnswer.id))) == 0


def test_scripts_get_the_thanks_as_words(owner: FlaskClient, clip: Clip) -> None:
    address = f"/clips/{clip.uuid}/device-copies"
    sent = owner.post(address, data={"answer": "deleted"}, headers={"Accept": "text/plain"})
    assert (sent.status_code, sent.mimetype) == (201, "text/plain")
    assert "bin as well" in sent.text


@pytest.mark.parametrize("words", ["", "perhaps"])
def test_what_is_no_answer_is_asked_again(owner: FlaskClient, clip: Clip, words: str) -> None:
    assert answer(owner, clip, words) == 422


def test_nobody_answers_for_the_owner(app: Flask, clip: Clip) -> None:
    supervisor = make_supervisor()
    allocate(AllocationKind.SUPERVISOR, supervisor, clip.cycle.client.enrolment)
    browser = sign_in(app.test_client(), supervisor)
    assert answer(browser, clip, "deleted") == 403
    assert QUESTION not in browser.get(f"/cycles/{clip.cycle.uuid}").text


def test_what_is_hidden_is_not_asked_about(owner: FlaskClient, clip: Clip) -> None:
    withdraw_consent(clip.cycle.client, Purpose.VIG)
    assert not is_asked(owner, clip)


def test_the_answer_goes_with_the_film(owner: FlaskClient, clip: Clip) -> None:
    answer(owner, clip, "kept")
    forget_bytes(clip)
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count(DeviceCopyAnswer.id))) == 0
