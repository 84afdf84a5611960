"""What every request can rely on at its boundary."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person, Role
from app.core.base import Base
from app.core.database import FactChanged, ReadOnlyTransaction, reading
from app.extensions import db
from app.trainees.models import Enrolment, StageOpening
from tests.factories.people import make_enrolment


def test_a_signed_out_visitor_is_asked_to_sign_in_and_led_back(client: FlaskClient) -> None:
    answer = client.get("/notifications?page=2")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/notifications?page%3D2"


def test_the_monitor_is_answered_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/health").text == "ok\n"


def test_nothing_can_be_written_while_reading(app: Flask) -> None:
    with reading():
        db.session.add(
            Person(email="a@example.org", full_name="A", known_as="A", fs_uniquifier="a")
        )
        with pytest.raises(ReadOnlyTransaction):
            db.session.flush()


def test_a_fact_cannot_be_changed_or_deleted(app: Flask) -> None:
    opening = db.session.scalars(
        sa.select(StageOpening).filter_by(enrolment_id=make_enrolment().id)
    ).one()
    opening.effective_on = date(2020, 1, 1)
    with pytest.raises(FactChanged):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(StageOpening).values(effective_on=date(2020, 1, 1)),
        sa.delete(StageOpening),
        sa.delete(Base.metadata.tables["audit_event"]),
    ],
    ids=["update", "delete", "delete by table"],
)
def test_a_fact_cannot_be_changed_by_a_statement_either(
    app: Flask, statement: sa.Update | sa.Delete
) -> None:
    make_enrolment()
    with pytest.raises(FactChanged):
        db.session.execute(statement)


def test_what_is_no_fact_can_be_changed_by_a_statement(app: Flask) -> None:
    enrolment = make_enrolment()
    db.session.execute(sa.update(Enrolment).values(registered_on=date(2025, 3, 4)))
    assert enrolment.registered_on == date(2025, 3, 4)


def test_the_roles_are_there_after_preparing(app: Flask) -> None:
    assert db.session.query(Role).count() == 4
