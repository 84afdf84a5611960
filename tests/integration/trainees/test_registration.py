"""Registering trainees and opening their stages."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.models import AllocationKind
from app.allocations.queries import build_actor
from app.core.actor import NOBODY, SYSTEM, RoleName
from app.core.clock import today
from app.core.errors import DomainError, Forbidden, NotFound
from app.extensions import db
from app.pathways.queries import find_pathway, get_default_version
from app.trainees.models import StageOpening
from app.trainees.queries import (
    find_own_enrolment,
    get_enrolment,
    list_current_stages,
)
from app.trainees.services import (
    AlreadyRegistered,
    RegisteredBeforeCourse,
    RegisteredInFuture,
    StageAlreadyOpen,
    StageOfAnotherPathway,
    open_stage,
    register_trainee,
)
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
)


def test_a_registered_trainee_stands_in_the_first_stage(app: Flask) -> None:
    version = get_default_version()
    person = make_person(RoleName.TRAINEE)
    enrolment = register_trainee(SYSTEM, person, version, date(2025, 2, 14), date(2025, 3, 3))
    assert list_current_stages([enrolment.id]) == {enrolment.id: version.stages[0]}
    opening = db.session.scalars(sa.select(StageOpening).filter_by(enrolment_id=enrolment.id)).one()
    assert opening.effective_on == date(2025, 3, 3)
    assert find_own_enrolment(build_actor(person)) is enrolment


@pytest.mark.parametrize(
    ("course", "registered", "rule"),
    [
        (date(2025, 3, 4), date(2025, 3, 3), RegisteredBeforeCourse),
        (None, today() + timedelta(days=1), RegisteredInFuture),
    ],
)
def test_dates_that_cannot_be_are_refused(
    app: Flask, course: date | None, registered: date, rule: type[DomainError]
) -> None:
    with pytest.raises(rule):
        register_trainee(
            SYSTEM, make_person(RoleName.TRAINEE), get_default_version(), course, registered
        )


def test_registering_twice_on_one_pathway_is_refused_in_words(app: Flask) -> None:
    enrolment = make_enrolment()
    with pytest.raises(AlreadyRegistered):
        register_trainee(SYSTEM, enrolment.person, enrolment.version, None, date(2025, 5, 5))


def test_a_supervisor_registers_nobody(app: Flask) -> None:
    actor = build_actor(make_supervisor())
    with pytest.raises(Forbidden):
        register_trainee(
            actor, make_person(RoleName.TRAINEE), get_default_version(), None, date(2025, 3, 3)
        )


def test_the_stage_that_opened_last_is_the_current_one(app: Flask) -> None:
    enrolments = [make_enrolment(), make_enrolment()]
    first, second = enrolments[0].version.stages
    open_stage(SYSTEM, enrolments[0], second)
    stages = list_current_stages([enrolment.id for enrolment in enrolments])
    assert stages == {enrolments[0].id: second, enrolments[1].id: first}


def test_a_stage_opens_once_and_only_on_its_own_pathway(app: Flask) -> None:
    enrolment = make_enrolment()
    with pytest.raises(StageAlreadyOpen):
        open_stage(SYSTEM, enrolment, enrolment.version.stages[0])
    other = find_pathway("practitioner-three-stages")
    assert other is not None
    with pytest.raises(StageOfAnotherPathway):
        open_stage(SYSTEM, enrolment, other.versions[0].stages[0])


def test_a_reviewer_opens_the_next_stage_and_the_own_supervisor_does_not(app: Flask) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    second = enrolment.version.stages[1]
    with pytest.raises(Forbidden):
        open_stage(build_actor(supervisor), enrolment, second)
    assert open_stage(build_actor(reviewer), enrolment, second).stage is second


def test_an_enrolment_is_seen_by_those_with_a_reason_and_by_nobody_else(app: Flask) -> None:
    supervisor, reviewer, stranger = make_supervisor(), make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    for person in (enrolment.person, supervisor, reviewer, make_administrator()):
        assert get_enrolment(build_actor(person), enrolment.uuid) is enrolment
    for actor in (build_actor(stranger), build_actor(make_enrolment().person), NOBODY):
        with pytest.raises(NotFound):
            get_enrolment(actor, enrolment.uuid)
    with pytest.raises(NotFound):
        get_enrolment(SYSTEM, uuid4())
