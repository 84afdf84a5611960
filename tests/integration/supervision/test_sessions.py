"""A session is recorded by one and confirmed by the other; then, and only then, its minutes count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.notifications.models import Notification
from app.supervision.models import ConfirmedSession, SessionRefusal, SupervisionSession
from app.trainees.models import Enrolment
from app.trainees.services import open_stage
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle, make_session


@dataclass
class Pair:
    enrolment: Enrolment
    trainee: Person
    supervisor: Person


@pytest.fixture
def pair(app: Flask) -> Pair:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    return Pair(enrolment, enrolment.person, supervisor)


def record(client: FlaskClient, pair: Pair, **values: str) -> tuple[int, str]:
    data = {"held_on": "2025-04-08", "minutes": "90", "mode": "video_call", "note": "", **values}
    answer = client.post(f"/trainees/{pair.enrolment.uuid}/sessions", data=data)
    return answer.status_code, answer.text


def count_minutes(enrolment: Enrolment) -> int:
    total = sa.select(sa.func.sum(ConfirmedSession.minutes)).filter_by(enrolment_id=enrolment.id)
    return db.session.scalar(total) or 0


@pytest.mark.parametrize("recorder", ["trainee", "supervisor"])
def test_minutes_count_when_the_other_of_the_two_confirms(
    client: FlaskClient, pair: Pair, recorder: str
) -> None:
    first = pair.trainee if recorder == "trainee" else pair.supervisor
    other = pair.supervisor if recorder == "trainee" else pair.trainee
    assert record(sign_in(client, first), pair)[0] == 302
    session = db.session.scalars(sa.select(SupervisionSession)).one()
    assert count_minutes(pair.enrolment) == 0
    assert sign_in(client, first).post(f"/sessions/{session.uuid}/confirmation").status_code == 403
    assert sign_in(client, other).post(f"/sessions/{session.uuid}/confirmation").status_code == 302
    assert count_minutes(pair.enrolment) == 90
    told = db.session.scalars(sa.select(Notification.person_id).order_by(Notification.id)).all()
    assert told == [other.id, first.id]


def test_a_second_confirmation_adds_nothing(client: FlaskClient, pair: Pair) -> None:
    session = make_session(pair.enrolment, pair.supervisor)
    sign_in(client, pair.supervisor)
    client.post(f"/sessions/{session.uuid}/confirmation")
    assert client.post(f"/sessions/{session.uuid}/confirmation").status_code == 409
    assert count_minutes(pair.enrolment) == 60


def test_a_record_that_is_not_right_goes_back_with_words_and_never_counts(
    client: FlaskClient, pair: Pair
) -> None:
    session = make_session(pair.enrolment, pair.supervisor)
    sign_in(client, pair.supervisor)
    address = f"/sessions/{session.uuid}/refusal"
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.post(address, data={"reason": "It was 30 minutes."}).status_code == 302
    assert client.post(f"/sessions/{session.uuid}/confirmation").status_code == 409
    assert db.session.scalars(sa.select(SessionRefusal.reason)).one() == "It was 30 minutes."
    assert (
        "It was 30 minutes." in sign_in(client, pair.trainee).get(f"/sessions/{session.uuid}").text
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (
            "held_on",
            (clock.today() + timedelta(days=1)).isoformat(),
            "still to come|today is the latest",
        ),
        ("held_on", "2025-03-02", "from the day of registration"),
        ("held_on", "", "Enter the day"),
        ("minutes", "0", "between 5 and 600"),
        ("minutes", "many", "valid integer|minutes"),
        ("mode", "by post", "Not a valid choice|Choose one"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, pair: Pair, field: str, value: str, words: str
) -> None:
    note = "She waited, and he looked up."
    status, page = record(sign_in(client, pair.trainee), pair, note=note, **{field: value})
    assert status == 422
    assert any(word in page for word in words.split("|"))
    assert note in page
    assert db.session.scalars(sa.select(SupervisionSession)).all() == []


def test_a_trainee_without_a_supervisor_is_told_to_wait_for_one(
    app: Flask, client: FlaskClient
) -> None:
    enrolment = make_enrolment()
    lone = Pair(enrolment, enrolment.person, enrolment.person)
    status, page = record(sign_in(client, enrolment.person), lone)
    assert status == 422
    assert "not allocated a supervisor yet" in page


@pytest.mark.parametrize(("held_on", "position"), [("2025-05-31", 1), ("2025-06-01", 2)])
def test_a_session_recorded_late_counts_in_the_stage_of_its_day(
    client: FlaskClient, pair: Pair, held_on: str, position: int
) -> None:
    second = pair.enrolment.version.stages[1]
    open_stage(SYSTEM, pair.enrolment, second, effective_on=date(2025, 6, 1))
    db.session.commit()
    assert record(sign_in(client, pair.trainee), pair, held_on=held_on)[0] == 302
    [stage_id] = db.session.scalars(sa.select(SupervisionSession.stage_id))
    assert stage_id == pair.enrolment.version.stages[position - 1].id


def test_only_cycles_of_this_trainee_can_be_named(client: FlaskClient, pair: Pair) -> None:
    own = make_cycle(make_client(pair.enrolment))
    strange = make_cycle(make_client(make_enrolment()))
    assert record(sign_in(client, pair.trainee), pair, cycles=str(strange.uuid))[0] == 422
    assert record(sign_in(client, pair.trainee), pair, cycles=str(own.uuid))[0] == 302
    assert db.session.scalars(sa.select(SupervisionSession)).one().cycles == [own]


def test_a_supervisor_of_another_trainee_gets_not_found(client: FlaskClient, pair: Pair) -> None:
    session = make_session(pair.enrolment, pair.supervisor)
    sign_in(client, make_supervisor())
    assert client.get(f"/sessions/{session.uuid}").status_code == 404
    assert client.post(f"/sessions/{session.uuid}/confirmation").status_code == 404
    assert client.get(f"/trainees/{pair.enrolment.uuid}/sessions/new").status_code == 404


def test_a_former_supervisor_still_sees_the_sessions_they_held(
    client: FlaskClient, pair: Pair
) -> None:
    session = make_session(pair.enrolment, make_supervisor(), held_on=date(2025, 3, 20))
    assert sign_in(client, session.supervisor).get(f"/sessions/{session.uuid}").status_code == 200


def test_the_list_shows_what_waits_for_ones_own_word_first(client: FlaskClient, pair: Pair) -> None:
    make_session(pair.enrolment, pair.supervisor)
    page = sign_in(client, pair.supervisor).get("/sessions").text
    assert "Waiting for your word" in page
    assert "Waiting for your word" not in sign_in(client, pair.trainee).get("/sessions").text


def test_a_supervisor_of_several_chooses_whose_session_it_was(
    client: FlaskClient, pair: Pair
) -> None:
    second = make_enrolment(supervisor=pair.supervisor)
    page = sign_in(client, pair.supervisor).get("/sessions/new").text
    assert pair.trainee.full_name in page
    assert second.person.full_name in page
    assert sign_in(client, pair.trainee).get("/sessions/new").status_code == 302
