"""The office adds organisations, corrects, closes and reopens them, and finds those that need it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.organisations.models import ApprovalScope, Organisation
from app.organisations.queries import OrganisationFilter, Show, page_organisations
from tests.conftest import CountQueries
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import make_enrolment

FILLED = {
    "name": "Lark Rise Family Hub",
    "lead": "Head of service",
    "controller": "Lark Rise Council",
    "privacy_contact": "privacy@larkrise.example.org",
    "safeguarding_contact": "safeguarding@larkrise.example.org",
}


def find(name: str) -> Organisation:
    return db.session.scalars(sa.select(Organisation).where(Organisation.name == name)).one()


def test_an_organisation_is_added_and_its_page_says_what_is_missing(desk: FlaskClient) -> None:
    answer = desk.post("/association/organisations", data=FILLED)
    page = desk.get(answer.location).text
    assert "Lark Rise Family Hub" in page
    assert "no approval" in page
    assert "2 months after the case is closed" in page
    assert "stay with the controller" in page


def test_two_of_one_name_are_refused_at_the_field(desk: FlaskClient) -> None:
    make_organisation(FILLED["name"])
    answer = desk.post("/association/organisations", data=FILLED)
    assert answer.status_code == 422
    assert "An organisation of this name is there already" in answer.text


def test_what_families_need_is_asked_for(desk: FlaskClient) -> None:
    answer = desk.post("/association/organisations", data={"name": "Lark Rise"})
    assert answer.status_code == 422
    assert "Enter whom a family can write to." in answer.text
    assert "Enter whom practitioners tell when something worries them." in answer.text


def test_it_is_corrected_closed_and_reopened(desk: FlaskClient, office: Actor) -> None:
    organisation = make_organisation("Lark Rise")
    address = f"/association/organisations/{organisation.uuid}"
    assert 'value="Lark Rise"' in desk.get(f"{address}/edit").text
    desk.post(address, data=FILLED | {"films_may_leave": "y"})
    assert "may go with them" in desk.get(address).text
    desk.post(f"{address}/closings")
    assert "closed" in desk.get(address).text
    assert organisation not in page_organisations(office, OrganisationFilter()).rows
    desk.post(f"{address}/reopenings")
    assert organisation in page_organisations(office, OrganisationFilter()).rows


def test_the_list_is_narrowed_by_words_and_by_state(office: Actor) -> None:
    soon = clock.today() + timedelta(days=30)
    plain, ending, followed, counted = (
        make_organisation(name) for name in ("Plain", "Ending", "Followed", "Counted 100%")
    )
    make_approval(ending, until_on=soon)
    make_approval(followed, until_on=soon)
    make_approval(followed, from_on=soon)
    make_approval(counted, scope=ApprovalScope.COUNTS)

    def names(words: str = "", show: Show = Show.OPEN) -> list[str]:
        return [
            row.name for row in page_organisations(office, OrganisationFilter(words, show)).rows
        ]

    assert names() == ["Counted 100%", "Ending", "Followed", "Plain"]
    assert names("invented council") == names()
    assert names("0%") == ["Counted 100%"]
    assert names(show=Show.ENDS_SOON) == ["Ending"]
    assert names(show=Show.WITHOUT_APPROVAL) == [plain.name]
    assert names(show=Show.CLOSED) == []


def test_the_list_asks_as_much_for_three_as_for_thirty(
    desk: FlaskClient, count_queries: CountQueries
) -> None:
    def ask() -> int:
        with count_queries() as sent:
            assert desk.get("/association/organisations").status_code == 200
        return len(sent)

    for _ in range(3):
        make_approval(make_organisation())
    few = ask()
    for _ in range(30):
        make_approval(make_organisation())
    assert ask() == few


def test_the_numbers_say_how_many_approvals_end_soon(desk: FlaskClient) -> None:
    make_enrolment()
    assert "whose approval ends soon" not in desk.get("/association").text
    make_approval(make_organisation(), until_on=clock.today() + timedelta(days=60))
    make_approval(make_organisation(), until_on=clock.today() + timedelta(days=61))
    page = desk.get("/association").text
    assert "organisation whose approval ends soon" in page


@pytest.mark.parametrize(
    ("entered", "status"), [("500", 302), ("", 302), ("0", 422), ("-1", 422), ("many", 422)]
)
def test_the_largest_film_an_organisation_takes_is_a_number_of_its_own(
    desk: FlaskClient, entered: str, status: int
) -> None:
    answer = desk.post("/association/organisations", data=FILLED | {"film_limit_mib": entered})
    assert answer.status_code == status
    if status == 302:
        words = "500 MB" if entered else "as the portal takes them"
        assert words in desk.get(answer.location).text
