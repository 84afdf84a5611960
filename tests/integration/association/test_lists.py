"""The lists of the profile are the office's to keep."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.profiles.models import ChoiceKind, ProfileChoice
from app.accounts.profiles.services import install_choices
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.people import make_administrator, sign_in

PLACE = "/association/lists/profession"


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


def find(name: str, kind: ChoiceKind = ChoiceKind.PROFESSION) -> ProfileChoice:
    asked = sa.select(ProfileChoice).where(ProfileChoice.name == name, ProfileChoice.kind == kind)
    return db.session.scalars(asked).one()


def test_what_is_added_can_be_chosen_at_once(office: FlaskClient) -> None:
    assert office.post(PLACE, data={"name": " Midwife "}).status_code == 302
    assert f'<option value="{find("Midwife").uuid}">Midwife</option>' in office.get("/account").text


def test_an_entry_stands_once_in_its_list_whatever_others_hold(office: FlaskClient) -> None:
    answer = office.post(PLACE, data={"name": "Teacher"})
    assert answer.status_code == 422
    assert "has an entry of this name already" in answer.text
    assert office.post("/association/lists/setting", data={"name": "Teacher"}).status_code == 302


def test_an_entry_without_a_name_is_refused(office: FlaskClient) -> None:
    assert office.post(PLACE, data={"name": "  "}).status_code == 422
    assert office.post(PLACE, data={"name": "x" * 121}).status_code == 422


def test_a_new_name_stands_everywhere_at_once(office: FlaskClient) -> None:
    teacher = find("Teacher")
    address = f"/association/lists/entries/{teacher.uuid}"
    assert 'value="Teacher"' in office.get(address).text
    assert office.post(address, data={"name": "School teacher"}).status_code == 302
    assert find("School teacher").id == teacher.id
    assert office.post(address, data={"name": "Psychiatrist"}).status_code == 422


def test_a_retired_entry_is_offered_no_more_and_can_come_back(office: FlaskClient) -> None:
    address = f"/association/lists/entries/{find('Teacher').uuid}"
    office.post(f"{address}/retirements")
    assert ">Teacher<" not in office.get("/account").text
    assert "retired" in office.get(PLACE).text
    office.post(f"{address}/returns")
    assert ">Teacher<" in office.get("/account").text


def test_preparing_again_brings_back_nothing_the_office_changed(office: FlaskClient) -> None:
    find("Teacher").name = "School teacher"
    db.session.flush()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(ProfileChoice))
    install_choices(SYSTEM)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProfileChoice)) == before
