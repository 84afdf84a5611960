"""What an organisation approved is recorded, ended, and told of before it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.association.organisations.services import end_approval
from app.core import clock
from app.core.actor import Actor
from app.core.errors import Conflict, Forbidden
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.models import Notification
from app.organisations.models import Approval, ApprovalEnding, ApprovalNotice, Organisation
from app.organisations.queries import find_film_approval
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import allocate, make_enrolment, make_person, make_supervisor
from tests.factories.practice import make_client
from tests.jobs import run_due_jobs

FILLED = {
    "scope": "films",
    "whom": "everybody",
    "approved_by": "Information governance lead",
    "from_on": "2026-01-05",
    "filed_at": "Register, entry 4",
}


@pytest.fixture
def organisation(administrator: Person) -> Organisation:
    """One that has approved nothing."""
    return make_organisation("Lark Rise")


def told(person_id: int) -> list[str]:
    mine = sa.select(Notification.subject).where(Notification.person_id == person_id)
    return list(db.session.scalars(mine.order_by(Notification.id)))


def address(organisation: Organisation) -> str:
    return f"/association/organisations/{organisation.uuid}/approvals"


def test_an_approval_is_recorded_and_opens_films(
    desk: FlaskClient, organisation: Organisation
) -> None:
    trainee = make_enrolment(supervisor=make_supervisor())
    make_client(trainee, organisation=organisation)
    assert desk.post(address(organisation), data=FILLED).status_code == 302
    assert find_film_approval(organisation.id, trainee.person_id) is not None
    page = desk.get(f"/association/organisations/{organisation.uuid}").text
    assert "From 5 January 2026, without a last day, for everybody" in page
    assert "films approved" in page
    assert told(trainee.person_id) == ["Lark Rise has approved films"]


def test_an_approval_names_people_by_their_addresses(
    desk: FlaskClient, organisation: Organisation
) -> None:
    ann, ben = make_person(full_name="Ann Lee"), make_person(full_name="Ben Moor")
    people = f"{ann.email.upper()}\r\n  {ben.email},\n"
    desk.post(address(organisation), data=FILLED | {"whom": "some", "people": people})
    assert find_film_approval(organisation.id, ann.id) is not None
    assert find_film_approval(organisation.id, make_person().id) is None
    page = desk.get(f"/association/organisations/{organisation.uuid}").text
    assert "for Ann Lee, Ben Moor" in page
    assert "films, for some" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"whom": "some", "people": "nobody@example.org"}, "signs in as nobody@example.org"),
        ({"whom": "some", "people": " \n"}, "Enter the e-mail address of everybody it is for"),
        ({"until_on": "2026-01-04"}, "a last day that is not before the first"),
        ({"scope": ""}, "Choose what the organisation approved."),
        ({"filed_at": ""}, "Enter where the approval is filed."),
        ({"from_on": "yesterday"}, "Enter the first day."),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field(
    desk: FlaskClient, organisation: Organisation, change: dict[str, str], words: str
) -> None:
    answer = desk.post(address(organisation), data=FILLED | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Approval)) == 0


def test_ending_an_approval_tells_those_who_work_there_and_stops_films(
    desk: FlaskClient, organisation: Organisation
) -> None:
    supervisor = make_supervisor()
    trainee, elsewhere = make_enrolment(supervisor=supervisor), make_enrolment()
    make_client(trainee, organisation=organisation)
    make_client(elsewhere)
    approval = make_approval(organisation)
    desk.post(f"/association/approvals/{approval.uuid}/endings")
    assert find_film_approval(organisation.id, trainee.person_id) is None
    assert (
        told(trainee.person_id)
        == told(supervisor.id)
        == ["Lark Rise has ended an approval of films"]
    )
    assert told(elsewhere.person_id) == []
    again = desk.post(f"/association/approvals/{approval.uuid}/endings")
    assert again.status_code == 409
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ApprovalEnding)) == 1


def test_only_the_office_ends_an_approval(organisation: Organisation, office: Actor) -> None:
    approval, trainee = make_approval(organisation), make_enrolment()
    with pytest.raises(Forbidden):
        end_approval(Actor(trainee.person_id), approval)
    end_approval(office, approval)
    with pytest.raises(Conflict):
        end_approval(office, approval)


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def tell() -> None:
    enqueue_job("organisations.tell_of_ends", {})
    db.session.commit()
    run_due_jobs()


@pytest.mark.parametrize(
    ("days_left", "marks"), [(61, []), (60, [60]), (15, [60]), (14, [14, 60]), (0, [14, 60])]
)
def test_people_are_told_once_at_each_mark(
    administrator: Person, organisation: Organisation, days_left: int, marks: list[int]
) -> None:
    supervisor = make_supervisor()
    trainee = make_enrolment(supervisor=supervisor)
    make_client(trainee, organisation=organisation)
    make_approval(organisation, until_on=days(days_left))
    people = administrator.id, trainee.person_id, supervisor.id
    tell()
    tell()
    assert [len(told(person_id)) for person_id in people] == [1 if marks else 0] * 3
    kept = db.session.scalars(sa.select(ApprovalNotice.days))
    assert sorted(kept) == marks


def test_who_is_not_concerned_is_not_told(
    administrator: Person, organisation: Organisation
) -> None:
    named, other = make_enrolment(), make_enrolment(supervisor=(supervisor := make_supervisor()))
    allocate(AllocationKind.REVIEWER, (reviewer := make_supervisor()), named)
    make_client(named, organisation=organisation)
    make_client(other, organisation=organisation)
    make_approval(organisation, named.person, until_on=days(10))
    concerned = named.person_id, administrator.id
    others = other.person_id, supervisor.id, reviewer.id
    tell()
    assert [len(told(person_id)) for person_id in concerned] == [1, 1]
    assert [told(person_id) for person_id in others] == [[], [], []]


def test_nobody_is_told_of_an_approval_that_another_one_follows(
    administrator: Person, organisation: Organisation
) -> None:
    named = make_person()
    make_approval(organisation, named, until_on=days(10))
    make_approval(organisation, named, make_person(), from_on=days(11), until_on=days(90))
    office_id = administrator.id
    tell()
    assert told(office_id) == []


@pytest.mark.parametrize("gap", ["narrower", "taken back", "for others"])
def test_an_approval_that_does_not_follow_on_changes_nothing(
    administrator: Person, organisation: Organisation, gap: str
) -> None:
    make_approval(organisation, until_on=days(10))
    if gap == "for others":
        make_approval(organisation, make_person())
    if gap == "narrower":
        make_approval(organisation, until_on=days(9))
    if gap == "taken back":
        back = make_approval(organisation)
        db.session.add(ApprovalEnding(approval_id=back.id))
        db.session.commit()
    office_id = administrator.id
    tell()
    assert told(office_id)
