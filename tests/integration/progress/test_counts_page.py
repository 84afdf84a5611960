"""The page that says what counted and why."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.cases.models import EvidenceBasis, FilmKind
from app.cases.services import complete_cycle_if_whole, confirm_cycle, record_evidence
from app.core.actor import SYSTEM, Actor
from app.extensions import db
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client, make_completed_cycle, make_cycle, make_session


@pytest.fixture
def supervisor(app: Flask) -> Person:
    return make_supervisor()


@pytest.fixture
def enrolment(supervisor: Person) -> Enrolment:
    return make_enrolment(supervisor=supervisor)


def test_everything_behind_the_numbers_stands_there_with_its_reason(
    client: FlaskClient, supervisor: Person, enrolment: Enrolment
) -> None:
    family = make_client(enrolment)
    whole = make_cycle(family, filmed_on=date(2025, 4, 1), reviewed_on=date(2025, 4, 9))
    own = Actor(supervisor.id, supervised_ids=frozenset({enrolment.id}))
    confirm_cycle(own, whole, FilmKind)
    half = make_cycle(family, filmed_on=date(2025, 5, 1))
    record_evidence(SYSTEM, half, FilmKind.INTERACTION, EvidenceBasis.FILM)
    assert complete_cycle_if_whole(half) is None
    make_session(enrolment, supervisor, confirmed=True)
    make_session(enrolment, supervisor)
    make_session(enrolment, supervisor, held_on=date(2025, 3, 1), confirmed=True)
    page = sign_in(client, enrolment.person).get(f"/trainees/{enrolment.uuid}/counts").text
    for words in (
        "1 of 18 cycles",
        "1 of 6 clients",
        "1 h of about 15 h",
        "a film is kept elsewhere, confirmed by the supervisor",
        "still missing: the date of the shared review and the film of the shared review",
        "counts once the other of you has confirmed it",
        "held before registration",
        "both of you stand behind it",
    ):
        assert words in page


def test_a_reviewer_and_the_office_see_numbers_without_clients(
    client: FlaskClient, enrolment: Enrolment
) -> None:
    family = make_client(enrolment)
    make_completed_cycle(family)
    reviewer = make_supervisor()
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    for person in (reviewer, make_administrator()):
        page = sign_in(client, person).get(f"/trainees/{enrolment.uuid}/counts").text
        assert "1 of 18 cycles" in page
        assert family.code not in page


def test_the_page_takes_as_many_queries_for_much_work_as_for_little(
    client: FlaskClient, supervisor: Person, enrolment: Enrolment, count_queries: CountQueries
) -> None:
    sign_in(client, enrolment.person)
    address = f"/trainees/{enrolment.uuid}/counts"
    sent: list[int] = []
    for _ in range(2):
        make_completed_cycle(make_client(enrolment))
        session = make_session(enrolment, supervisor, confirmed=True)
        session.cycles = [make_cycle(make_client(enrolment))]
        db.session.commit()
        client.get(address)
        with count_queries() as statements:
            client.get(address)
        sent.append(len(statements))
    assert sent[0] == sent[1]
