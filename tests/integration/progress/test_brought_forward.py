"""A confirmed position is added where numbers are held against minimums, and is always told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import find_supervisor
from app.core import clock
from app.extensions import db
from app.pathways.models import Measure
from app.pathways.queries import find_pathway
from app.progress.queries import count_progress
from app.progress.tally import Tally
from app.trainees.brought_forward.models import BroughtForward, BroughtForwardConfirmation
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.brought_forward import make_position
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_completed_cycle


@pytest.fixture
def enrolment(app: Flask) -> Enrolment:
    pathway = find_pathway("practitioner-three-stages")
    assert pathway is not None
    return make_enrolment(supervisor=make_supervisor(), version=pathway.versions[0])


def test_nothing_counts_before_the_supervisor_has_confirmed(enrolment: Enrolment) -> None:
    make_position(enrolment)
    progress = count_progress([enrolment.id])[enrolment.id]
    assert progress.total == Tally()
    assert progress.brought_forward is None


def test_the_part_of_its_stage_is_held_against_the_minimums_of_that_stage(
    enrolment: Enrolment,
) -> None:
    make_completed_cycle(make_client(enrolment))
    second = enrolment.version.stages[1]
    make_position(
        enrolment,
        stage=2,
        whole=(10, 4, 600),
        in_stage=(4, 2, 180),
        confirmed_by=find_supervisor(enrolment),
    )
    progress = count_progress([enrolment.id])[enrolment.id]
    assert progress.total == Tally(11, 5, 600)
    assert progress.by_stage == {enrolment.version.stages[0].id: Tally(1, 1, 0)}
    cycles = progress.find_standing(second.id, Measure.CYCLES)
    assert cycles is not None
    assert (cycles.counted, cycles.brought_forward) == (4, 4)


def test_a_position_counts_since_it_was_confirmed_and_a_corrected_one_takes_its_place(
    enrolment: Enrolment,
) -> None:
    supervisor = find_supervisor(enrolment)
    make_position(enrolment, whole=(5, 2, 300), confirmed_by=supervisor)
    make_position(enrolment, whole=(4, 2, 300), confirmed_by=supervisor)
    known = db.session.scalars(
        sa.select(BroughtForwardConfirmation.recorded_at).order_by(BroughtForwardConfirmation.id)
    ).all()
    cycles = [
        count_progress([enrolment.id], moment)[enrolment.id].total.cycles
        for moment in (known[0] - timedelta(seconds=1), known[0], clock.now(), None)
    ]
    assert cycles == [0, 5, 4, 4]


def test_positions_cost_no_more_questions_for_many(app: Flask, count_queries: CountQueries) -> None:
    enrolments = [make_enrolment(supervisor=make_supervisor()) for _ in range(4)]
    for enrolment in enrolments:
        make_position(enrolment, confirmed_by=find_supervisor(enrolment))
    ids = [enrolment.id for enrolment in enrolments]
    with count_queries() as few:
        count_progress(ids[:1])
    with count_queries() as many:
        count_progress(ids)
    assert len(few) == len(many)


def test_the_page_shows_it_apart_and_names_who_confirmed(
    client: FlaskClient, enrolment: Enrolment
) -> None:
    supervisor = find_supervisor(enrolment)
    assert supervisor is not None
    make_position(enrolment, confirmed_by=supervisor)
    page = sign_in(client, enrolment.person).get(f"/trainees/{enrolment.uuid}/counts").text
    assert "Brought forward from before the portal" in page
    assert f"by {supervisor.full_name}" in page
    assert "5 of 6 cycles, 5 brought forward" in page


def test_the_supervisor_is_led_from_the_caseload_to_the_word_that_is_asked(
    client: FlaskClient, enrolment: Enrolment
) -> None:
    supervisor = find_supervisor(enrolment)
    assert supervisor is not None
    position = make_position(enrolment)
    sign_in(client, supervisor)
    address = f"/brought-forward/{position.uuid}"
    assert address in client.get("/caseload").text
    assert address in client.get(f"/trainees/{enrolment.uuid}").text
    assert "Confirm the position" in client.get(address).text
    assert client.post(f"{address}/confirmation").status_code == 302
    assert address not in client.get("/caseload").text
    assert "Confirm the position" not in client.get(address).text
    assert count_progress([enrolment.id])[enrolment.id].total == Tally(5, 2, 300)


def test_what_is_not_right_goes_back_to_the_office(
    client: FlaskClient, enrolment: Enrolment
) -> None:
    supervisor = find_supervisor(enrolment)
    assert supervisor is not None
    position = make_position(enrolment)
    address = f"/brought-forward/{position.uuid}/refusal"
    sign_in(client, supervisor)
    assert client.post(address, data={"reason": " "}).status_code == 422
    assert client.post(address, data={"reason": "Four cycles."}).status_code == 302
    sign_in(client, position.recorded_by)
    listed = client.get("/association/trainees?show=position-sent-back").text
    assert enrolment.person.full_name in listed
    assert "brought-forward position sent back" in client.get("/association").text
    form = f"/association/trainees/{enrolment.uuid}/brought-forward"
    assert 'value="5"' in client.get(f"{form}/new").text
    corrected = {
        "stage": str(enrolment.version.stages[0].uuid),
        "covers_until": "2025-09-01",
        "cycles": "4",
        "clients": "2",
        "minutes": "300",
        "evidence": "Log, read again",
    }
    assert client.post(form, data=corrected | {"clients": "9"}).status_code == 422
    assert client.post(form, data=corrected).status_code == 302
    latest = db.session.scalars(
        sa.select(BroughtForward).order_by(BroughtForward.id.desc())
    ).first()
    assert latest is not None
    assert (latest.cycles, latest.stage_cycles) == (4, 4)
    waiting = client.get("/association/trainees?show=position-waiting").text
    assert enrolment.person.full_name in waiting
