"""A broken constraint becomes the error of its rule, on both databases, and the transaction goes on."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.core.constraints import refusing
from app.core.errors import Conflict
from app.extensions import db
from app.pathways.models import Measure, Requirement
from app.pathways.queries import get_default_version
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client


class Refused(Conflict):
    """The rule of these tests."""


def test_a_check_is_known_by_its_name(app: Flask) -> None:
    version = get_default_version()
    with (
        pytest.raises(Refused),
        refusing(db.session(), {"ck_requirement_minimum_positive": Refused}),
    ):
        db.session.add(Requirement(version_id=version.id, measure=Measure.CYCLES, minimum=0))


def test_a_unique_constraint_is_known_by_its_name(app: Flask) -> None:
    first, second = make_client(make_enrolment()), make_client(make_enrolment())
    with (
        pytest.raises(Refused),
        refusing(db.session(), {"uq_client_code": Refused}),
    ):
        second.code = first.code
    db.session.refresh(second)
    assert second.code != first.code


def test_a_constraint_nobody_named_stays_an_error_of_the_database(app: Flask) -> None:
    first, second = make_client(make_enrolment()), make_client(make_enrolment())
    with pytest.raises(IntegrityError), refusing(db.session(), {"uq_person_email": Refused}):
        second.code = first.code
