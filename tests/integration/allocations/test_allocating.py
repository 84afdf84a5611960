"""Giving and ending reasons for access."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.accounts.queries import get_role
from app.allocations.models import Allocation, AllocationKind
from app.allocations.queries import build_actor, find_supervisors
from app.allocations.services import (
    AllocatesThemselves,
    NotASupervisor,
    ReviewerIsOwnSupervisor,
    SupervisesThemselves,
    SupervisorIsReviewer,
    allocate_supervisor,
    end_allocation,
    grant_review,
)
from app.core.actor import SYSTEM, Actor, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.notifications.models import Notification
from app.trainees.models import Enrolment
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
)


def test_a_new_supervisor_replaces_the_one_before(app: Flask) -> None:
    office = build_actor(make_administrator())
    first, second = make_supervisor(), make_supervisor()
    enrolment = make_enrolment()
    before = allocate_supervisor(office, enrolment, first)
    after = allocate_supervisor(office, enrolment, second)
    assert before.ended_at is not None
    assert after.allocated_by_id == office.person_id
    assert find_supervisors([enrolment.id]) == {enrolment.id: second}
    assert not build_actor(first).supervises(enrolment.id)
    assert build_actor(second).supervises(enrolment.id)


def test_allocating_the_present_supervisor_again_changes_nothing(app: Flask) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate_supervisor(SYSTEM, enrolment, supervisor)
    assert db.session.scalars(sa.select(Allocation)).all()[0].ended_at is None
    assert len(db.session.scalars(sa.select(Allocation)).all()) == 1


def test_both_are_told_of_a_new_supervisor(app: Flask) -> None:
    supervisor, enrolment = make_supervisor(), make_enrolment()
    allocate_supervisor(SYSTEM, enrolment, supervisor)
    told = set(db.session.scalars(sa.select(Notification.person_id)))
    assert told == {supervisor.id, enrolment.person_id}


def test_somebody_without_the_role_is_refused_by_name(app: Flask) -> None:
    with pytest.raises(NotASupervisor):
        allocate_supervisor(SYSTEM, make_enrolment(), make_person(RoleName.PRACTITIONER))


def test_nobody_supervises_or_reviews_themselves(app: Flask) -> None:
    enrolment, person = make_enrolment(), make_person(RoleName.TRAINEE, RoleName.SUPERVISOR)
    enrolment.person = person
    for act in (allocate_supervisor, grant_review):
        with pytest.raises(SupervisesThemselves):
            act(SYSTEM, enrolment, person)


def test_supervisor_and_reviewer_are_never_one_person(app: Flask) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    with pytest.raises(ReviewerIsOwnSupervisor):
        grant_review(SYSTEM, enrolment, supervisor)
    grant_review(SYSTEM, enrolment, reviewer)
    with pytest.raises(SupervisorIsReviewer):
        allocate_supervisor(SYSTEM, enrolment, reviewer)


@pytest.mark.parametrize("role", [RoleName.SUPERVISOR, RoleName.TRAINEE, RoleName.PRACTITIONER])
def test_only_the_association_allocates(app: Flask, role: RoleName) -> None:
    actor = build_actor(make_person(role))
    for act in (allocate_supervisor, grant_review):
        with pytest.raises(Forbidden):
            act(actor, make_enrolment(), make_supervisor())


def test_a_reviewers_access_ends_at_once_and_keeps_its_first_end(app: Flask) -> None:
    reviewer, enrolment = make_supervisor(), make_enrolment()
    allocation = grant_review(SYSTEM, enrolment, reviewer)
    assert build_actor(reviewer).reviews(enrolment.id)
    end_allocation(build_actor(reviewer), allocation)
    first_end = allocation.ended_at
    end_allocation(SYSTEM, allocation)
    assert allocation.ended_at == first_end
    assert not build_actor(reviewer).reviews(enrolment.id)


def test_a_trainee_ends_a_review_but_not_their_supervision(app: Flask) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    trainee = build_actor(enrolment.person)
    end_allocation(trainee, allocate(AllocationKind.REVIEWER, reviewer, enrolment))
    supervision = db.session.scalars(
        sa.select(Allocation).filter_by(kind=AllocationKind.SUPERVISOR)
    ).one()
    with pytest.raises(Forbidden):
        end_allocation(trainee, supervision)


@pytest.mark.parametrize("give", [allocate_supervisor, grant_review])
def test_a_closed_account_is_given_no_reason_for_access(
    app: Flask, give: Callable[[Actor, Enrolment, Person], Allocation]
) -> None:
    former = make_supervisor()
    former.active = False
    with pytest.raises(NotASupervisor):
        give(build_actor(make_administrator()), make_enrolment(), former)


def test_nobody_of_the_office_chooses_their_own_supervisor(app: Flask) -> None:
    enrolment = make_enrolment()
    enrolment.person.roles.append(get_role(RoleName.ADMINISTRATOR))
    with pytest.raises(Forbidden):
        allocate_supervisor(build_actor(enrolment.person), enrolment, make_supervisor())


@pytest.mark.parametrize("give", [allocate_supervisor, grant_review])
def test_a_supervisor_in_the_office_gives_no_trainee_to_themselves(
    app: Flask, give: Callable[[Actor, Enrolment, Person], Allocation]
) -> None:
    both = make_person(RoleName.SUPERVISOR, RoleName.ADMINISTRATOR)
    enrolment = make_enrolment()
    with pytest.raises(AllocatesThemselves):
        give(build_actor(both), enrolment, both)
    assert give(build_actor(make_administrator()), enrolment, both).person == both


def test_nobody_of_the_office_ends_their_own_supervision(app: Flask) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    enrolment.person.roles.append(get_role(RoleName.ADMINISTRATOR))
    db.session.commit()
    [supervision] = db.session.scalars(sa.select(Allocation))
    with pytest.raises(Forbidden):
        end_allocation(build_actor(enrolment.person), supervision)
    end_allocation(build_actor(make_administrator()), supervision)
    assert supervision.ended_at is not None
