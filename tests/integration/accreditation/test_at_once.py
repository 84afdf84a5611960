"""Two people in the same moment, over a real database with transactions of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.accounts.models import Person
from app.accreditation.appointments.services import appoint_reviewer
from app.accreditation.awards.services import draw_numbers
from app.accreditation.decisions.services import decide_review
from app.accreditation.errors import AppointedMeanwhile, ReviewClosed
from app.accreditation.models import Appointment, Award, Outcome, StageDecision, StageReview
from app.core.actor import SYSTEM
from app.core.errors import DomainError
from app.extensions import db, unit_of_work
from config import Settings
from tests.conftest import DATABASE
from tests.factories.people import make_supervisor
from tests.factories.reviews import act_as, make_sign_off
from tests.postgres import running_postgres

Deed = Callable[[], object]


@pytest.fixture
def real_app(tmp_path: Path) -> Iterator[Flask]:
    """A portal whose transactions are not wrapped in the test's own."""
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(tmp_path)}
    if DATABASE == "sqlite":
        yield from prepare(environment)
        return
    with running_postgres() as url:
        yield from prepare({**environment, "DATABASE_URL": url})


def prepare(environment: dict[str, str]) -> Iterator[Flask]:
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        upgrade()
    assert app.test_cli_runner().invoke(args=["prepare-association"]).exit_code == 0
    yield app
    with app.app_context():
        db.engine.dispose()


def do_at_once(app: Flask, *deeds: Deed) -> list[type[DomainError] | None]:
    """Each deed in a thread and a transaction of its own, all begun together; which rule refused each."""
    start = threading.Barrier(len(deeds))

    def do(deed: Deed) -> type[DomainError] | None:
        with app.app_context():
            start.wait(60)
            try:
                with unit_of_work():
                    deed()
            except DomainError as refusal:
                return type(refusal)
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def load_person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def test_of_two_administrators_the_second_is_told(real_app: Flask) -> None:
    with real_app.app_context():
        sign_off = make_sign_off()
        review_id, office_id = sign_off.ask().id, sign_off.office.id
        reviewer_ids = [make_supervisor().id for _ in range(2)]

    def appoint(reviewer_id: int) -> Appointment:
        review = db.session.get_one(StageReview, review_id)
        return appoint_reviewer(act_as(load_person(office_id)), review, load_person(reviewer_id))

    refused = do_at_once(real_app, *(lambda i=i: appoint(i) for i in reviewer_ids))
    assert sorted(refused, key=str) == sorted([None, AppointedMeanwhile], key=str)
    with real_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Appointment.id))) == 1


def test_two_clicks_on_decide_make_one_decision_and_one_award(real_app: Flask) -> None:
    with real_app.app_context():
        sign_off = make_sign_off(in_last_stage=True)
        appointment_id = sign_off.appoint(sign_off.ask()).id

    def decide() -> StageDecision:
        appointment = db.session.get_one(Appointment, appointment_id)
        return decide_review(act_as(appointment.reviewer), appointment, Outcome.MET, "Yes.")

    refused = do_at_once(real_app, decide, decide)
    assert refused.count(None) == 1
    assert {ReviewClosed, None} == set(refused)
    with real_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(StageDecision.id))) == 1
        assert db.session.scalar(sa.select(sa.func.count(Award.id))) == 1


def test_numbers_drawn_at_once_are_all_different(real_app: Flask) -> None:
    drawn: list[str] = []
    do_at_once(real_app, *[lambda: drawn.extend(draw_numbers(SYSTEM, 5))] * 6)
    assert len(drawn) == 30
    assert len(set(drawn)) == 30
