"""What somebody did before the portal counts by their supervisor's word, and is shown apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.models import Allocation, AllocationKind
from app.allocations.queries import build_actor, find_supervisor
from app.audit.models import AuditEvent
from app.core.actor import Actor, RoleName
from app.core.errors import Conflict, DomainError, Forbidden
from app.extensions import db
from app.notifications.models import Notification
from app.pathways.models import PathwayVersion
from app.pathways.queries import find_pathway
from app.trainees.brought_forward.errors import (
    MoreClientsThanCycles,
    PositionAnswered,
    PositionBeforeRegistration,
    PositionInFuture,
    StageElsewhere,
    StagePartTooLarge,
    StageSettled,
)
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.brought_forward.position import Position, Work
from app.trainees.brought_forward.queries import (
    get_position,
    list_positions,
    list_positions_to_answer,
)
from app.trainees.brought_forward.services import (
    confirm_position,
    record_position,
    refuse_position,
)
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages
from tests.factories.brought_forward import make_position
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
)


@pytest.fixture
def stages(app: Flask) -> PathwayVersion:
    """The pathway that counts stage by stage."""
    pathway = find_pathway("practitioner-three-stages")
    assert pathway is not None
    return pathway.versions[0]


@pytest.fixture
def enrolment(stages: PathwayVersion) -> Enrolment:
    return make_enrolment(supervisor=make_supervisor(), version=stages)


@pytest.fixture
def supervisor(enrolment: Enrolment) -> Actor:
    person = find_supervisor(enrolment)
    assert person is not None
    return build_actor(person)


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


def describe(
    version: PathwayVersion,
    *,
    stage: int = 2,
    day: date = date(2025, 9, 1),
    whole: Work = Work(10, 4, 600),  # noqa: B008  # frozen
    in_stage: Work = Work(4, 2, 180),  # noqa: B008  # frozen
) -> Position:
    return Position(version.stages[stage - 1], day, whole, in_stage, "Log of the trainee")


def list_actions() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_confirmed_position_opens_its_stage_on_its_day(
    enrolment: Enrolment, office: Actor, supervisor: Actor
) -> None:
    version = enrolment.version
    row = record_position(office, enrolment, describe(version))
    assert list_current_stages([enrolment.id])[enrolment.id] is version.stages[0]
    confirm_position(supervisor, row)
    assert list_current_stages([enrolment.id])[enrolment.id] is version.stages[1]
    assert list_actions() == ["position.recorded", "stage.opened", "position.confirmed"]


def test_trainee_and_office_hear_what_the_supervisor_says(
    enrolment: Enrolment, office: Actor, supervisor: Actor
) -> None:
    row = record_position(office, enrolment, describe(enrolment.version))
    refuse_position(supervisor, row, "Seven cycles, not ten.")
    told = db.session.scalars(sa.select(Notification.person_id).order_by(Notification.id)).all()
    assert told == [enrolment.person_id, office.person_id]
    refusal = get_position(office, row.uuid).refusal
    assert refusal is not None
    assert refusal.reason == "Seven cycles, not ten."


@pytest.mark.parametrize("first", [confirm_position, lambda a, p: refuse_position(a, p, "No.")])
@pytest.mark.parametrize("second", [confirm_position, lambda a, p: refuse_position(a, p, "No.")])
def test_a_position_is_answered_once(
    enrolment: Enrolment,
    supervisor: Actor,
    first: Callable[[Actor, BroughtForward], object],
    second: Callable[[Actor, BroughtForward], object],
) -> None:
    row = make_position(enrolment)
    first(supervisor, row)
    with pytest.raises(PositionAnswered):
        second(supervisor, row)


def test_a_corrected_position_waits_in_place_of_the_one_before(
    enrolment: Enrolment, office: Actor, supervisor: Actor
) -> None:
    before = record_position(office, enrolment, describe(enrolment.version))
    after = record_position(office, enrolment, describe(enrolment.version, whole=Work(7, 3, 420)))
    assert [row.position for row in list_positions_to_answer(supervisor)] == [after]
    with pytest.raises(Conflict):
        confirm_position(supervisor, before)
    confirm_position(supervisor, after)
    assert not list_positions_to_answer(supervisor)
    assert [row.position for row in list_positions(supervisor, enrolment)] == [after, before]


def test_a_correction_keeps_the_stage_that_a_confirmation_opened(
    enrolment: Enrolment, office: Actor, supervisor: Actor
) -> None:
    confirm_position(supervisor, record_position(office, enrolment, describe(enrolment.version)))
    with pytest.raises(StageSettled):
        record_position(office, enrolment, describe(enrolment.version, stage=3))
    again = record_position(office, enrolment, describe(enrolment.version, whole=Work(9, 4, 600)))
    confirm_position(supervisor, again)
    assert list_current_stages([enrolment.id])[enrolment.id] is enrolment.version.stages[1]


def test_nobody_is_sent_back_to_a_stage_behind_them(
    enrolment: Enrolment, supervisor: Actor
) -> None:
    version = enrolment.version
    for stage in (3, 2):
        confirm_position(supervisor, make_position(enrolment, stage=stage))
    assert list_current_stages([enrolment.id])[enrolment.id] is version.stages[2]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"day": date(2025, 3, 2)}, PositionBeforeRegistration),
        ({"day": date(2999, 1, 1)}, PositionInFuture),
        ({"whole": Work(4, 5, 60), "in_stage": Work()}, MoreClientsThanCycles),
        ({"in_stage": Work(1, 2, 0)}, MoreClientsThanCycles),
        ({"in_stage": Work(11, 4, 0)}, StagePartTooLarge),
        ({"in_stage": Work(0, 0, 601)}, StagePartTooLarge),
    ],
)
def test_a_position_that_cannot_be_true_is_refused(
    enrolment: Enrolment, office: Actor, changed: dict[str, object], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        record_position(office, enrolment, describe(enrolment.version, **changed))  # type: ignore[arg-type]


def test_a_stage_of_another_pathway_is_refused(enrolment: Enrolment, office: Actor) -> None:
    with pytest.raises(StageElsewhere):
        record_position(office, enrolment, describe(make_enrolment().version, stage=1))


def test_only_the_office_records_and_only_the_supervisor_answers(
    enrolment: Enrolment, office: Actor, supervisor: Actor
) -> None:
    row = make_position(enrolment)
    owner, stranger = build_actor(enrolment.person), build_actor(make_supervisor())
    for actor in (owner, supervisor, stranger):
        with pytest.raises(Forbidden):
            record_position(actor, enrolment, describe(enrolment.version))
    for actor in (owner, office, stranger):
        with pytest.raises(Forbidden):
            confirm_position(actor, row)
        with pytest.raises(Forbidden):
            refuse_position(actor, row, "No.")


def test_nobody_of_the_office_records_their_own(stages: PathwayVersion) -> None:
    own = make_enrolment(version=stages)
    own.person.roles = make_person(RoleName.TRAINEE, RoleName.ADMINISTRATOR).roles
    db.session.commit()
    with pytest.raises(Forbidden):
        record_position(build_actor(own.person), own, describe(stages))


def test_a_new_supervisor_finds_what_still_waits(enrolment: Enrolment) -> None:
    row = make_position(enrolment)
    allocation = db.session.scalars(sa.select(Allocation)).one()
    allocation.end()
    db.session.flush()
    successor = make_supervisor()
    allocate(AllocationKind.SUPERVISOR, successor, enrolment)
    assert [r.position for r in list_positions_to_answer(build_actor(successor))] == [row]
