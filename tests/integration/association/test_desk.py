"""The office sees numbers that follow from what people did, gives trainees their supervisor, and takes lists with it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accreditation.models import Award
from app.allocations.queries import find_supervisors
from app.association.numbers.queries import (
    count_awards_by_quarter,
    count_by_stage,
    count_practitioners,
)
from app.association.supervisors.queries import list_supervisors
from app.audit.models import AuditEvent
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from app.demonstration.services import seed_association
from app.demonstration.words import STATEMENT
from app.extensions import db
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.people import (
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client, make_completed_cycle, make_session
from tests.factories.reviews import make_award

LISTS = ("trainees", "practitioners", "supervisors", "reviews")
PAGES = ("/association", *(f"/association/{name}" for name in LISTS))


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


def show_all(office: FlaskClient, *pages: str) -> None:
    for page in pages:
        answer = office.get(page)
        assert answer.status_code == 200, f"{page}: {answer.status_code}"


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_association_is_told_what_will_stand_there(office: FlaskClient, page: str) -> None:
    assert office.get(page).status_code == 200


def test_the_pages_ask_as_many_questions_for_sixty_people_as_for_three_hundred(
    office: FlaskClient, count_queries: CountQueries
) -> None:
    counts: list[list[int]] = []
    for people in (60, 240):
        seed_association(SYSTEM, people, seed=people)
        db.session.commit()
        asked = []
        for page in PAGES:
            with count_queries() as sent:
                show_all(office, page)
            asked.append(len(sent))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def test_a_trainees_numbers_follow_from_what_was_done(office: FlaskClient) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    make_completed_cycle(make_client(enrolment))
    make_session(enrolment, supervisor, minutes=90, confirmed=True)
    make_session(enrolment, supervisor, minutes=60)
    page = office.get(f"/association/trainees/{enrolment.uuid}").text
    assert "Cycles: 1 of 18" in page
    assert "1 h 30 of 15 h" in page
    assert supervisor.full_name in page


def test_a_place_is_free_again_once_its_trainee_is_accredited(office: FlaskClient) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    make_enrolment(supervisor=supervisor)
    make_award(enrolment, make_supervisor())
    [row] = list_supervisors(SYSTEM, supervisor.full_name).rows
    assert row.trainees == 1


def test_numbers_can_be_had_as_the_portal_knew_them_earlier(app: Flask) -> None:
    before = clock.now()
    seed_association(SYSTEM, 40, seed=3)
    long_ago = clock.now() - timedelta(days=20 * 365)
    in_training = sum(row.trainees for row in count_by_stage(SYSTEM))
    awards = db.session.scalar(sa.select(sa.func.count(Award.id)))
    accredited = sa.exists().where(Award.enrolment_id == Enrolment.id)
    assert in_training == db.session.scalar(
        sa.select(sa.func.count(Enrolment.id)).where(~accredited)
    )
    assert count_practitioners(SYSTEM) == awards == sum(count_awards_by_quarter(SYSTEM).values())
    assert count_practitioners(SYSTEM, as_of=before) == awards
    assert count_practitioners(SYSTEM, as_of=long_ago) == 0
    assert count_by_stage(SYSTEM, as_of=long_ago) == [
        type(row)(row.pathway, row.stage, 0) for row in count_by_stage(SYSTEM)
    ]
    halfway = clock.now() - timedelta(days=4 * 365)
    assert 0 < count_practitioners(SYSTEM, as_of=halfway) < (awards or 0)


def test_the_to_do_list_names_those_who_wait_and_leads_to_them(office: FlaskClient) -> None:
    lone = make_enrolment(registered_on=clock.today())
    stalled = make_enrolment(
        supervisor=make_supervisor(), registered_on=clock.today() - timedelta(weeks=20)
    )
    busy = make_enrolment(
        supervisor=make_supervisor(), registered_on=clock.today() - timedelta(weeks=20)
    )
    make_session(busy, make_supervisor(), held_on=clock.today(), confirmed=True)
    page = office.get("/association").text
    for show, waiting in (("without-supervisor", lone), ("without-session", stalled)):
        assert f"/association/trainees?show={show}" in page
        found = office.get(f"/association/trainees?show={show}").text
        names = {e.person.full_name for e in (lone, stalled, busy) if e.person.full_name in found}
        assert names == {waiting.person.full_name}


@pytest.mark.parametrize("list_name", ["trainees", "supervisors"])
def test_lists_are_searched_by_any_part_of_a_name_and_by_nothing_else(
    office: FlaskClient, list_name: str
) -> None:
    make_person(RoleName.SUPERVISOR, full_name="Zephyrin Odd%name")
    enrolment = make_enrolment()
    enrolment.person.full_name = "Quillon Odd%name"
    db.session.commit()
    for words, found in (("odd%N", True), ("%", True), ("_", False), ("nobody", False)):
        text = office.get(f"/association/{list_name}", query_string={"q": words}).text
        assert ("Odd%name" in text.replace(f'value="{words}"', "")) is found, words


def test_a_list_has_pages(office: FlaskClient) -> None:
    seed_association(SYSTEM, 300, seed=5)
    db.session.commit()
    first, second = (office.get(f"/association/trainees?page={number}").text for number in (1, 2))
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert office.get("/association/trainees?page=-4").status_code == 200


def test_a_trainee_is_given_a_supervisor_and_another_replaces_them(office: FlaskClient) -> None:
    enrolment = make_enrolment()
    for supervisor in (make_supervisor(), make_supervisor()):
        answer = office.post(
            "/association/allocations",
            data={"enrolment": str(enrolment.uuid), "supervisor": str(supervisor.uuid)},
        )
        page = office.get(answer.headers["Location"]).text
        assert f"{supervisor.full_name} supervises this trainee from now on." in page
        assert find_supervisors([enrolment.id])[enrolment.id] == supervisor


def test_an_allocation_that_cannot_be_says_why_beside_the_choice(office: FlaskClient) -> None:
    enrolment = make_enrolment()
    own = enrolment.person
    supervisor_role = make_supervisor().roles[0]
    own.roles.append(supervisor_role)
    db.session.commit()
    for supervisor, words in (
        ("", "Choose a supervisor."),
        (str(make_enrolment().person.uuid), "Not a valid choice"),
        (str(own.uuid), "a trainee cannot supervise or review themselves"),
    ):
        data = {"enrolment": str(enrolment.uuid), "supervisor": supervisor}
        answer = office.post("/association/allocations", data=data)
        assert answer.status_code == 422
        assert words in answer.text
    assert not find_supervisors([enrolment.id])


def test_a_review_that_waits_leads_to_the_page_where_it_is_given_to_somebody(
    office: FlaskClient,
) -> None:
    seed_association(SYSTEM, 200, seed=4)
    db.session.commit()
    listed = office.get("/association/reviews?show=without-reviewer").text
    addresses = set(re.findall(r"/reviews/[0-9a-f-]{36}", listed))
    assert addresses
    page = office.get(addresses.pop()).text
    assert "/appointments" in page
    assert STATEMENT not in page


@pytest.mark.parametrize("list_name", LISTS)
def test_each_list_is_taken_as_csv_and_that_is_on_record(
    office: FlaskClient, list_name: str
) -> None:
    seed_association(SYSTEM, 60, seed=2)
    db.session.commit()
    answer = office.post(f"/association/{list_name}/exports", data={"show": ""})
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={list_name}-")
    expected = {
        "trainees": sum(row.trainees for row in count_by_stage(SYSTEM)),
        "practitioners": count_practitioners(SYSTEM),
        "supervisors": db.session.scalar(
            sa.select(sa.func.count(Person.id)).where(Person.roles.any(name=RoleName.SUPERVISOR))
        ),
    }
    rows = len(answer.text.splitlines()) - 1
    assert rows == expected.get(list_name, rows)
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.action, event.subject_kind) == ("export.made", f"list of {list_name}")


def test_an_export_holds_what_was_being_looked_at(office: FlaskClient) -> None:
    make_person(RoleName.SUPERVISOR, full_name="=cmd()")
    make_supervisor()
    text = office.post("/association/supervisors/exports", data={"q": "cmd"}).text
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ['"\'=cmd()"']


@pytest.mark.parametrize("query", ["", "?theme=dark", "?theme=dark&shape=narrow"])
def test_the_chart_is_a_picture_for_day_and_night_wide_and_narrow(
    office: FlaskClient, query: str
) -> None:
    seed_association(SYSTEM, 40, seed=3)
    db.session.commit()
    answer = office.get(f"/association/charts/accreditations.svg{query}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert office.get("/association/charts/accreditations.svg?theme=pink").status_code == 404
