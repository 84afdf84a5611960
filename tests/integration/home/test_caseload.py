"""A supervisor's desk: what waits comes first, oldest first; then the people they accompany."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accreditation.appointments.services import appoint_reviewer
from app.cases.models import Purpose
from app.core import clock
from app.core.durations import count_months
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.feedback import make_request, make_scene
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_completed_cycle, make_session
from tests.factories.reviews import act_as, make_sign_off


def test_the_oldest_request_is_the_next_thing(client: FlaskClient) -> None:
    supervisor = make_supervisor()
    newer, older = make_scene(supervisor=supervisor), make_scene(supervisor=supervisor)
    make_request(newer, "Do I hurry?")
    make_request(older, "Where do I leave her room?").asked_at = clock.now() - timedelta(days=3)
    db.session.commit()
    page = sign_in(client, supervisor).get("/caseload").text
    assert page.index("Where do I leave her room?") < page.index("Do I hurry?")
    assert f"Next: look with {older.trainee.known_as}" in page
    assert "I wait, and he looks up." in page


def test_requests_of_other_supervisors_trainees_do_not_show(client: FlaskClient) -> None:
    make_request(make_scene(), "Not for you?")
    page = sign_in(client, make_supervisor()).get("/caseload").text
    assert "Not for you?" not in page
    assert "Your trainees will stand here" in page


def test_a_film_whose_consent_ended_asks_for_nothing(client: FlaskClient) -> None:
    scene = make_scene()
    make_request(scene, "Where do I leave her room?")
    scene.withdraw_consent(Purpose.SUPERVISION)
    page = sign_in(client, scene.supervisor).get("/caseload").text
    assert "Where do I leave her room?" not in page
    assert "Nothing waits for you" in page


def test_sessions_and_reviews_wait_beside_the_requests(client: FlaskClient) -> None:
    sign_off = make_sign_off()
    sign_off.appoint(sign_off.ask())
    session = make_session(make_enrolment(supervisor=sign_off.reviewer), sign_off.reviewer)
    page = sign_in(client, sign_off.reviewer).get("/caseload").text
    assert sign_off.trainee.full_name in page
    assert f"/sessions/{session.uuid}" in page


def test_each_trainee_stands_there_with_stage_counts_and_last_session(
    client: FlaskClient,
) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(
        supervisor=supervisor, registered_on=clock.today() - timedelta(days=70)
    )
    make_completed_cycle(make_client(enrolment))
    day = clock.today() - timedelta(days=5)
    make_session(enrolment, supervisor, minutes=75, held_on=day, confirmed=True)
    page = sign_in(client, supervisor).get("/caseload").text
    for words in (
        enrolment.person.full_name,
        "Supervised practice, first half",
        "1 of 18 cycles",
        "1 h 15 of about 15 h",
        "2 months",
        f"{day.day} {day:%B %Y}",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("months", "today"),
    [(0, date(2025, 4, 2)), (1, date(2025, 4, 3)), (12, date(2026, 3, 3)), (0, date(2025, 1, 1))],
)
def test_months_in_training_are_whole_months(months: int, today: date) -> None:
    assert count_months(date(2025, 3, 3), today) == months


def test_the_desk_asks_the_same_for_one_trainee_as_for_many(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    counted = []
    for trainees in (1, 5):
        supervisor = make_supervisor()
        for _ in range(trainees):
            scene = make_scene(supervisor=supervisor)
            make_request(scene)
            make_completed_cycle(scene.clip.cycle.client)
            make_session(scene.enrolment, supervisor)
            make_session(scene.enrolment, supervisor, confirmed=True)
            sign_off = make_sign_off()
            review = sign_off.ask()
            appoint_reviewer(act_as(sign_off.office), review, supervisor)
        db.session.commit()
        with count_queries() as sent:
            assert sign_in(client, supervisor).get("/caseload").status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1]
