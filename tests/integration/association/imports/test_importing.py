"""A list is looked at first; confirmed, it adds what is missing and nothing else, however often it comes."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.changes.models import AddressChange
from app.accounts.changes.services import record_withdrawal
from app.accounts.models import Person
from app.accounts.profiles.models import ChoiceKind, Profile, ProfileChoice
from app.accreditation.awards.services import draw_numbers
from app.accreditation.models import Award
from app.allocations.models import Allocation, AllocationKind
from app.allocations.queries import build_actor
from app.association.imports.models import LineOutcome
from app.association.imports.queries import list_all_rows
from app.association.numbers.queries import count_practitioners
from app.audit.models import AuditEvent
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.jobs.models import Job
from app.progress.queries import count_progress
from app.trainees.brought_forward.models import BroughtForward
from app.trainees.models import Enrolment, StageOpening
from tests.conftest import CountQueries
from tests.factories.member_lists import (
    PRACTITIONER,
    SUPERVISOR,
    TRAINEE,
    Cells,
    bring_in,
    invent_members,
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

TABLES = (Person, Enrolment, StageOpening, Allocation, BroughtForward, Award, Profile)


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


def count_everything() -> dict[str, int]:
    return {
        model.__tablename__: db.session.scalar(sa.select(sa.func.count(model.id))) or 0
        for model in TABLES
    }


def find_person(email: object) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.email == email)).one()


def test_looking_at_a_list_changes_nobody(office: Actor) -> None:
    before = count_everything()
    looked = look_at(office, TRAINEE, PRACTITIONER, SUPERVISOR)
    assert (looked.adding, looked.refused) == (3, 0)
    assert count_everything() == before


def test_supervisors_and_trainees_come_in_whatever_their_order(office: Actor) -> None:
    bring_in(office, TRAINEE, PRACTITIONER, SUPERVISOR)
    trainee, supervisor = find_person(TRAINEE["email"]), find_person(SUPERVISOR["email"])
    enrolment = db.session.scalars(
        sa.select(Enrolment).where(Enrolment.person_id == trainee.id)
    ).one()
    assert enrolment.version.pathway.slug == "practitioner-three-stages"
    assert (enrolment.course_completed_on, enrolment.registered_on) == (
        date(2024, 1, 26),
        date(2024, 2, 5),
    )
    allocation = db.session.scalars(sa.select(Allocation)).one()
    assert (allocation.person_id, allocation.enrolment_id) == (supervisor.id, enrolment.id)
    position = db.session.scalars(sa.select(BroughtForward)).one()
    assert (position.stage.position, position.cycles, position.stage_minutes) == (2, 10, 180)
    assert count_progress([enrolment.id])[enrolment.id].total.cycles == 0
    assert {role.name for role in supervisor.roles} == {
        RoleName.SUPERVISOR,
        RoleName.PRACTITIONER,
    }


def test_numbers_come_in_as_they_are_and_are_never_given_out_again(office: Actor) -> None:
    serial = int(draw_numbers(office, 1)[0].removeprefix("VIG-"))
    taken = f"vig-{serial + 2}"
    bring_in(office, PRACTITIONER | {"number": taken}, SUPERVISOR)
    awards = dict(db.session.execute(sa.select(Award.number, Award.effective_on)).all())
    assert awards == {taken: date(2015, 6, 1), "AV 17/2009": date(2009, 6, 1)}
    drawn = {int(number.removeprefix("VIG-")) for number in draw_numbers(office, 3)}
    assert serial + 2 not in drawn
    assert min(drawn) > serial
    assert count_practitioners(office) == 2


def test_a_second_import_changes_nothing(office: Actor) -> None:
    members = invent_members(60, bad=6)
    first = bring_in(office, *members)
    assert (first.adding, first.refused) == (54, 6)
    before = count_everything()
    second = bring_in(office, *members)
    assert (second.adding, second.completing, second.unchanged) == (0, 0, 54)
    assert count_everything() == before


def test_lines_with_problems_are_left_out_and_can_follow_later(office: Actor) -> None:
    spoilt = PRACTITIONER | {"accredited_on": "31/02/2015"}
    first = bring_in(office, spoilt, SUPERVISOR)
    assert (first.adding, first.refused) == (1, 1)
    second = bring_in(office, PRACTITIONER, SUPERVISOR)
    assert (second.adding, second.unchanged) == (1, 1)


def test_nobody_is_written_to_and_everything_is_on_record(office: Actor) -> None:
    letters = db.session.scalar(sa.select(sa.func.count(Job.id)))
    done = bring_in(office, TRAINEE, SUPERVISOR)
    assert db.session.scalar(sa.select(sa.func.count(Job.id))) == letters
    trainee = find_person(TRAINEE["email"])
    actions = db.session.scalars(
        sa.select(AuditEvent.action).where(AuditEvent.about_id == trainee.id)
    ).all()
    assert sorted(actions) == [
        "allocation.started",
        "person.added",
        "position.recorded",
        "role.granted.trainee",
        "trainee.registered",
    ]
    whole = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.subject_id == done.uuid)
    ).one()
    assert (whole.action, whole.actor_id) == ("members.imported", office.person_id)


def test_what_people_wrote_themselves_stays(office: Actor) -> None:
    person = make_person(RoleName.PRACTITIONER, full_name="Samuel Bell")
    choice = db.session.scalars(
        sa.select(ProfileChoice).where(ProfileChoice.kind == ChoiceKind.PROFESSION)
    ).first()
    assert choice is not None
    line = PRACTITIONER | {"email": person.email.upper(), "profession": choice.name}
    done = bring_in(office, line)
    assert (done.adding, done.completing) == (0, 1)
    db.session.refresh(person)
    assert person.full_name == "Samuel Bell"
    assert not db.session.scalars(sa.select(Profile)).all()
    (row,) = list_all_rows(office, done)
    assert "Keeps the number VIG-00042." in row.words
    assert "Here as Samuel Bell, which stays." in row.words


def test_what_the_list_says_of_a_profession_comes_in_with_somebody_new(office: Actor) -> None:
    choice = db.session.scalars(
        sa.select(ProfileChoice).where(ProfileChoice.kind == ChoiceKind.REGION)
    ).first()
    assert choice is not None
    words = {"region": choice.name.upper(), "employer": "Riverside NHS Trust"}
    bring_in(office, PRACTITIONER | words)
    profile = db.session.scalars(sa.select(Profile)).one()
    assert (profile.region, profile.employer) == (choice, "Riverside NHS Trust")


def test_somebody_who_is_there_gets_the_role_and_the_supervisor_they_lack(office: Actor) -> None:
    enrolment, supervisor = make_enrolment(), make_person(RoleName.PRACTITIONER)
    trainee = TRAINEE | {
        "email": enrolment.person.email,
        "full_name": enrolment.person.full_name,
        "supervisor": supervisor.email,
        "pathway": "",
        "covers_until": "2025-08-31",
    }
    named = {
        "email": supervisor.email,
        "full_name": supervisor.full_name,
        "roles": "supervisor",
    }
    done = bring_in(office, trainee, named)
    assert (done.completing, done.refused) == (2, 0)
    assert db.session.scalars(sa.select(Allocation.person_id)).all() == [supervisor.id]
    assert bring_in(office, trainee, named).unchanged == 2


def test_a_supervisor_given_since_is_not_taken_away(office: Actor) -> None:
    bring_in(office, TRAINEE, SUPERVISOR)
    running = db.session.scalars(sa.select(Allocation)).one()
    running.end()
    db.session.flush()
    allocate(AllocationKind.SUPERVISOR, make_supervisor(), running.enrolment)
    assert bring_in(office, TRAINEE, SUPERVISOR).unchanged == 2


def test_a_role_that_was_withdrawn_is_not_given_again(office: Actor) -> None:
    bring_in(office, SUPERVISOR)
    record_withdrawal(office, find_person(SUPERVISOR["email"]), RoleName.SUPERVISOR)
    assert bring_in(office, SUPERVISOR).unchanged == 1
    assert [c for c, _ in tell_problems(office, look_at(office, TRAINEE, SUPERVISOR))] == [
        "supervisor"
    ]


def test_somebody_with_a_new_address_is_not_added_again(office: Actor) -> None:
    bring_in(office, TRAINEE, SUPERVISOR)
    before = count_everything()
    for member in (TRAINEE, SUPERVISOR):
        person = find_person(member["email"])
        db.session.add(AddressChange(person_id=person.id, former_email=person.email))
        person.email = f"new-{person.email}"
    db.session.flush()
    done = bring_in(office, TRAINEE, SUPERVISOR)
    assert (done.unchanged, done.changing) == (2, 0)
    assert count_everything() == before


def test_a_closed_account_stays_closed(office: Actor) -> None:
    person = make_person(RoleName.PRACTITIONER)
    person.active = False
    db.session.commit()
    line = PRACTITIONER | {"email": person.email}
    assert bring_in(office, line).unchanged == 1
    trainee = TRAINEE | {"supervisor": person.email}
    assert tell_problems(office, look_at(office, trainee)) == [
        ("supervisor", f"The account of {person.full_name} is closed.")
    ]


def rename(member: Cells, number: str) -> Cells:
    """The same member under an address and a number of this list's own, without a supervisor."""
    email = f"{number}-{member['email']}"
    return {**member, "email": email, "supervisor": "", "number": member.get("number") and number}


def test_the_list_of_a_whole_association_asks_as_little_as_a_short_one(
    office: Actor, count_queries: CountQueries
) -> None:
    asked = []
    for size in (40, 400):
        members = [rename(member, f"{size}-{n}") for n, member in enumerate(invent_members(size))]
        with count_queries() as sent:
            done = bring_in(office, *members)
        assert done.adding == size
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_outcomes_have_words(office: Actor) -> None:
    looked = look_at(office, TRAINEE | {"email": ""}, SUPERVISOR)
    assert [row.outcome for row in list_all_rows(office, looked)] == [
        LineOutcome.PROBLEM,
        LineOutcome.ADD,
    ]
