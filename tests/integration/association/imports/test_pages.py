"""The office brings a list in, page by page."""

from __future__ import annotations

import csv
import io
import time

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accreditation.models import Award
from app.association.imports.models import MemberImport
from app.association.imports.sheets.member_list import read_members
from app.core.actor import RoleName
from app.extensions import db
from tests.factories.member_lists import (
    PRACTITIONER,
    SUPERVISOR,
    TRAINEE,
    invent_members,
    write_csv,
    write_xlsx,
)
from tests.factories.people import make_administrator, make_person, sign_in

LIMIT_S = 10.0
"""Seconds of the processor, since a busy machine is no defect, that a list of 2,000 members may take to be looked at and brought in."""


@pytest.fixture
def office(app: Flask, client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


def send(browser: FlaskClient, data: bytes, filename: str = "members.csv") -> TestResponse:
    """Choose a file and send it."""
    return browser.post(
        "/association/imports",
        data={"file": (io.BytesIO(data), filename)},
        content_type="multipart/form-data",
    )


def count_people() -> int:
    return db.session.scalar(sa.select(sa.func.count(Person.id))) or 0


def test_a_list_is_chosen_looked_at_and_confirmed(office: FlaskClient) -> None:
    before = count_people()
    answer = send(office, write_xlsx([TRAINEE, PRACTITIONER, SUPERVISOR]), "Mitglieder <1>.xlsx")
    assert answer.status_code == 302
    page = office.get(answer.location).text
    assert "Mitglieder &lt;1&gt;.xlsx" in page
    assert "Supervised by jo.lindqvist@example.org." in page
    assert "Brings forward ten cycles, four clients and 11 h of supervision" in page
    assert count_people() == before
    assert office.post(f"{answer.location}/confirmation").status_code == 302
    assert count_people() == before + 3
    assert "Brought in on" in office.get(answer.location).text
    again = send(office, write_csv([TRAINEE, PRACTITIONER, SUPERVISOR]))
    page = office.get(again.location).text
    assert "Nothing in this list is new" in page
    assert "/confirmation" not in page
    assert "Mitglieder" in office.get("/association/imports").text


def test_problems_are_shown_in_words_alone_and_as_a_file_to_correct(office: FlaskClient) -> None:
    spoilt = {**PRACTITIONER, "accredited_on": "soon", "employer": "=cmd()"}
    address = send(office, write_csv([spoilt, SUPERVISOR], extra=["Shoe size"])).location
    page = office.get(f"{address}?show=problems").text
    assert "“soon” is not a day." in page
    assert "Jo Lindqvist" not in page
    assert "Shoe size" in page
    answer = office.post(f"{address}/problems")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    headings, line = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert line[headings.index("Employer")] == "'=cmd()"
    assert line[headings.index("Line")] == "2"
    assert line[headings.index("What to correct")].startswith("Accredited on: “soon” is not a day.")
    assert read_members(answer.data).lines[0].cells == spoilt


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no member below"),
        (b"Name\nAnn\n", "no heading “E-mail”"),
        (b"\x00\x01\x02", "Save the list as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_its_field(
    office: FlaskClient, data: bytes, words: str
) -> None:
    answer = send(office, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert not db.session.scalars(sa.select(MemberImport)).all()


def test_a_list_is_put_away_with_its_lines(office: FlaskClient) -> None:
    address = send(office, write_csv([PRACTITIONER])).location
    assert office.post(f"{address}/cancellation").status_code == 302
    page = office.get(address).text
    assert "The lines of this list are deleted." in page
    assert "sam.bell" not in page
    assert office.post(f"{address}/confirmation").status_code == 409


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_taken(office: FlaskClient, kind: str) -> None:
    answer = office.get(f"/association/imports/template.{kind}")
    assert answer.status_code == 200
    assert f"members.{kind}" in answer.headers["Content-Disposition"]


def test_who_was_accredited_before_the_portal_keeps_number_and_paper(
    app: Flask, office: FlaskClient
) -> None:
    person = make_person(RoleName.PRACTITIONER)
    address = send(office, write_csv([PRACTITIONER | {"email": person.email}])).location
    office.post(f"{address}/confirmation")
    listed = office.get("/association/practitioners").text
    assert "VIG-00042" in listed
    assert "before the portal" in listed
    assert office.get("/association").status_code == 200
    browser = sign_in(app.test_client(), person)
    page = browser.get("/award").text
    assert "VIG-00042" in page
    assert "keep your number" in page
    assert "Download" not in page
    award = db.session.scalars(sa.select(Award)).one()
    for reader in (browser, sign_in(app.test_client(), make_administrator())):
        assert reader.post(f"/awards/{award.uuid}/certificate").status_code == 403


def test_two_thousand_members_with_fifty_slips_come_in_within_seconds(office: FlaskClient) -> None:
    members = invent_members(2000, bad=50)
    data = write_xlsx(members)
    start = time.process_time()
    address = send(office, data).location
    assert office.get(address).status_code == 200
    assert office.post(f"{address}/confirmation").status_code == 302
    took = time.process_time() - start
    done = db.session.scalars(sa.select(MemberImport)).one()
    assert (done.adding, done.refused) == (1950, 50)
    people = count_people()
    again = send(office, write_csv(members)).location
    assert "Nothing in this list is new" in office.get(again).text
    second = db.session.scalars(sa.select(MemberImport).order_by(MemberImport.id.desc())).first()
    assert second is not None
    assert (second.changing, second.unchanged) == (0, 1950)
    assert count_people() == people
    assert took < LIMIT_S
