"""Lines are held against each other and against who is there already."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.allocations.queries import build_actor
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.pathways.queries import find_pathway
from tests.factories.member_lists import (
    OTHER,
    PRACTITIONER,
    SUPERVISOR,
    TRAINEE,
    Cells,
    bring_in,
    look_at,
    tell_problems,
)
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
)


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


@pytest.mark.parametrize(
    ("members", "column"),
    [
        ([SUPERVISOR, PRACTITIONER | {"email": SUPERVISOR["email"]}], "email"),
        ([PRACTITIONER, PRACTITIONER | OTHER], "number"),
        ([PRACTITIONER, PRACTITIONER | OTHER | {"number": "vig-00042"}], "number"),
        ([TRAINEE], "supervisor"),
        ([TRAINEE | {"supervisor": TRAINEE["email"]}], "supervisor"),
        ([TRAINEE, SUPERVISOR | {"roles": "practitioner"}], "supervisor"),
    ],
)
def test_lines_are_held_against_each_other(
    office: Actor, members: Iterable[Cells], column: str
) -> None:
    problems = tell_problems(office, look_at(office, *members))
    assert [named for named, _ in problems] == [column]


def test_a_line_that_falls_takes_along_those_who_lean_on_it(office: Actor) -> None:
    second = SUPERVISOR | TRAINEE | {"roles": "trainee, supervisor", "number": ""}
    first = second | {"email": "a@example.org", "supervisor": "nobody@example.org"}
    middle = second | {"email": "b@example.org", "supervisor": "a@example.org"}
    last = second | {"email": "c@example.org", "supervisor": "b@example.org"}
    looked = look_at(office, last, middle, first, SUPERVISOR)
    assert (looked.adding, looked.refused) == (1, 3)
    assert tell_problems(office, looked)[0] == (
        "supervisor",
        "Line 3, with this supervisor, has a problem of its own.",
    )


def test_somebody_elses_number_is_refused(office: Actor) -> None:
    bring_in(office, PRACTITIONER)
    again = PRACTITIONER | OTHER
    assert [c for c, _ in tell_problems(office, look_at(office, again))] == ["number"]


def test_a_trainee_of_another_pathway_is_not_moved(office: Actor) -> None:
    pathway = find_pathway("practitioner-midpoint")
    assert pathway is not None
    enrolment = make_enrolment(version=pathway.versions[0])
    line = TRAINEE | {"email": enrolment.person.email, "supervisor": ""}
    assert [c for c, _ in tell_problems(office, look_at(office, line))] == ["pathway"]


def test_nobody_supervises_whom_they_review(office: Actor) -> None:
    enrolment, reviewer = make_enrolment(), make_supervisor()
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    line = TRAINEE | {"email": enrolment.person.email, "pathway": "", "supervisor": reviewer.email}
    assert [c for c, _ in tell_problems(office, look_at(office, line))] == ["supervisor"]


def test_nobody_of_the_office_brings_in_themselves(office: Actor) -> None:
    own = db.session.get(Person, office.person_id)
    assert own is not None
    looked = look_at(office, PRACTITIONER | {"email": own.email})
    assert [c for c, _ in tell_problems(office, looked)] == ["email"]


def test_nobody_of_the_office_brings_in_a_trainee_for_themselves(app: Flask) -> None:
    both = make_person(RoleName.SUPERVISOR, RoleName.ADMINISTRATOR)
    line = TRAINEE | {"supervisor": both.email}
    looked = look_at(build_actor(both), line)
    assert [c for c, _ in tell_problems(build_actor(both), looked)] == ["supervisor"]
    assert look_at(build_actor(make_administrator()), line).adding == 1
