"""The people desk: everybody is found, and one page says all that the office may know of somebody."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.allocations.models import AllocationKind
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from app.core.pagination import PAGE_SIZE
from app.demonstration.services import seed_association
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.invitations import make_invitation
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.reviews import make_award, make_given_review

PEOPLE = "/association/people"


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_person(RoleName.ADMINISTRATOR, full_name="Office Keeper"))


def list_names(office: FlaskClient, **wanted: str) -> list[str]:
    """The names of the list, in its order."""
    text = office.get(PEOPLE, query_string=wanted).text
    return re.findall(rf'<a href="{PEOPLE}/[0-9a-f-]{{36}}">([^<]+)</a>', text)


@pytest.mark.parametrize(
    ("words", "found"),
    [("rao", True), ("ASHA@", True), ("example.ORG", True), ("%", False), ("nobody", False)],
)
def test_people_are_searched_by_any_part_of_name_or_address(
    office: FlaskClient, words: str, found: bool
) -> None:
    make_person(RoleName.TRAINEE, full_name="Asha Rao").email = "asha@example.org"
    db.session.commit()
    assert ("Asha Rao" in list_names(office, q=words)) is found


def test_people_are_filtered_by_role_and_by_account(office: FlaskClient) -> None:
    make_person(RoleName.TRAINEE, full_name="Asha Rao")
    closed = make_person(RoleName.SUPERVISOR, full_name="Bela Fenn")
    closed.active = False
    sign_in(office.application.test_client(), make_person(full_name="Cleo Marsh"))
    db.session.commit()
    for wanted, names in (
        ({"role": "trainee"}, ["Asha Rao"]),
        ({"role": "supervisor", "state": "deactivated"}, ["Bela Fenn"]),
        ({"state": "active"}, ["Asha Rao", "Cleo Marsh", "Office Keeper"]),
        ({"state": "not-signed-in"}, ["Asha Rao"]),
        (
            {"role": "wizard", "state": "wise"},
            ["Asha Rao", "Bela Fenn", "Cleo Marsh", "Office Keeper"],
        ),
    ):
        assert list_names(office, **wanted) == names, wanted


def test_people_are_sorted_by_name_by_account_or_by_last_sign_in(office: FlaskClient) -> None:
    make_person(full_name="Zoe Hale")
    late = make_person(full_name="Asha Rao")
    sign_in(office.application.test_client(), late)
    assert list_names(office) == ["Asha Rao", "Office Keeper", "Zoe Hale"]
    assert list_names(office, order="newest") == ["Asha Rao", "Zoe Hale", "Office Keeper"]
    assert list_names(office, order="last-sign-in") == ["Asha Rao", "Office Keeper", "Zoe Hale"]


def test_a_long_list_has_pages_that_keep_the_search(office: FlaskClient) -> None:
    seed_association(SYSTEM, 300, seed=5)
    db.session.commit()
    assert len(list_names(office)) == PAGE_SIZE
    text = office.get(PEOPLE, query_string={"role": "practitioner", "order": "newest"}).text
    assert re.search(r'href="[^"]*page=2[^"]*role=practitioner[^"]*order=newest', text)


def test_list_and_page_ask_as_many_questions_for_sixty_people_as_for_three_hundred(
    office: FlaskClient, count_queries: CountQueries
) -> None:
    supervisor = make_supervisor()
    counts: list[list[int]] = []
    for people, trainees in ((60, 2), (240, 20)):
        seed_association(SYSTEM, people, seed=people)
        for _ in range(trainees):
            make_enrolment(supervisor=supervisor)
        db.session.commit()
        asked = []
        for page in (PEOPLE, f"{PEOPLE}?role=trainee&q=a", f"{PEOPLE}/{supervisor.uuid}"):
            with count_queries() as sent:
                assert office.get(page).status_code == 200
            asked.append(len(sent))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20


def test_a_page_says_what_somebody_is_and_does(office: FlaskClient) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    page = show(office, enrolment.person)
    for words in (enrolment.person.email, "Supervised practice, first half", supervisor.full_name):
        assert words in page
    assert enrolment.person.full_name in show(office, supervisor)
    reviewing = allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    review = make_given_review(reviewing)
    assert f"/reviews/{review.uuid}" in show(office, reviewer)
    award = make_award(enrolment, reviewer)
    assert award.number in show(office, enrolment.person)


def show(office: FlaskClient, person: Person) -> str:
    answer = office.get(f"{PEOPLE}/{person.uuid}")
    assert answer.status_code == 200
    return answer.text


def test_a_page_says_who_invited_somebody(office: FlaskClient) -> None:
    inviter, person = make_supervisor(), make_person()
    invitation = make_invitation(inviter)
    invitation.accepted_by_id, invitation.accepted_at = person.id, clock.now()
    db.session.commit()
    assert f"invited by {inviter.full_name}" in show(office, person)


def test_the_office_sees_whether_there_is_a_second_factor_and_never_its_secret(
    office: FlaskClient,
) -> None:
    with_app, without = make_person(full_name="Asha Rao"), make_person(full_name="Bela Fenn")
    with_app.tf_totp_secret, with_app.totp_added_at = "sealed-secret", clock.now()
    for person in (with_app, without):
        sign_in(office.application.test_client(), person)
    db.session.commit()
    names = list_names(office, state="without-factor")
    assert ("Asha Rao" in names, "Bela Fenn" in names) == (False, True)
    page = show(office, with_app)
    assert "authenticator app" in page
    assert "sealed-secret" not in page
    assert "authenticator app" not in show(office, without)


def test_nobody_changes_their_own_account(app: Flask) -> None:
    own = make_administrator()
    office = sign_in(app.test_client(), own)
    assert "another administrator" in show(office, own).lower()
    for address in (
        "roles/supervisor",
        "roles/administrator/withdrawal",
        "deactivations",
        "reactivations",
        "enrolments",
    ):
        assert office.post(f"{PEOPLE}/{own.uuid}/{address}").status_code == 403, address
    for address in ("edit", "enrolments/new"):
        assert office.get(f"{PEOPLE}/{own.uuid}/{address}").status_code == 403, address
    assert office.post(f"{PEOPLE}/{own.uuid}", data={"full_name": "Me"}).status_code == 403


@pytest.mark.parametrize("list_name", ["supervisors", "practitioners", "trainees"])
def test_the_other_lists_lead_to_the_person(office: FlaskClient, list_name: str) -> None:
    enrolment = make_enrolment(supervisor=make_supervisor())
    person = enrolment.person
    page = f"/association/{list_name}"
    if list_name == "practitioners":
        make_award(enrolment, make_supervisor())
    elif list_name == "trainees":
        page = f"{page}/{enrolment.uuid}"
    else:
        person = make_supervisor()
    assert f"{PEOPLE}/{person.uuid}" in office.get(page).text
