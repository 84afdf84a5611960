"""The office searches the trail by person, action, kind of thing and day, and takes what it sees along."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.association.events import services
from app.audit.models import AuditEvent
from app.core.actor import RoleName
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.people import make_administrator, make_person, sign_in

CLIP = uuid4()


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


@pytest.fixture
def people() -> tuple[Person, Person]:
    """Ann opened a film of Bea at midsummer; half a year later a visitor tried to be Ann."""
    ann = make_person(RoleName.SUPERVISOR, full_name="Ann Heron")
    bea = make_person(RoleName.TRAINEE, full_name="Bea Otter")
    db.session.add_all(
        [
            AuditEvent(
                at=datetime(2025, 6, 21, 23, 30, tzinfo=UTC),  # the 22nd in London
                actor_id=ann.id,
                action="clip.viewed",
                subject_kind="clip",
                subject_id=CLIP,
                about_id=bea.id,
            ),
            AuditEvent(
                at=datetime(2025, 12, 21, 12, tzinfo=UTC), action="sign_in.failed", about_id=ann.id
            ),
        ]
    )
    db.session.commit()
    return ann, bea


FILM, FAILURE = "Film opened", "Sign-in failed"

SEARCHES = [
    ("", {FILM, FAILURE}),
    ("q=heron", {FILM, FAILURE}),
    ("q=otter", {FILM}),
    ("q=nobody", set()),
    ("q=%25", set()),
    ("action=clip.viewed", {FILM}),
    ("kind=clip", {FILM}),
    ("kind=review", set()),
    ("since=2025-06-22", {FILM, FAILURE}),
    ("since=2025-06-23", {FAILURE}),
    ("until=2025-06-21", set()),
    ("until=2025-06-22", {FILM}),
    ("since=nonsense&until=9999-12-31", {FILM, FAILURE}),
    ("q=heron&action=sign_in.failed&since=2025-12-21&until=2025-12-21", {FAILURE}),
]


def read_cells(page: str) -> set[str]:
    table = page.partition("<tbody")[2]
    return {words for words in (FILM, FAILURE) if words in table}


@pytest.mark.parametrize(("query", "expected"), SEARCHES)
def test_it_is_found_by(
    office: FlaskClient, people: tuple[Person, Person], query: str, expected: set[str]
) -> None:
    page = office.get(f"/association/events?{query}").text
    assert read_cells(page) == expected


def test_an_address_finds_whose_it_is_and_is_not_shown(
    office: FlaskClient, people: tuple[Person, Person]
) -> None:
    page = office.get(f"/association/events?q={people[1].email.upper()}").text
    assert read_cells(page) == {FILM}
    assert people[1].email not in page.partition("<tbody")[2]


def test_an_event_says_who_did_what_to_whom(
    office: FlaskClient, people: tuple[Person, Person]
) -> None:
    page = office.get("/association/events?action=clip.viewed").text.partition("<tbody")[2]
    for words in ("22 June 2025, 00:30", FILM, "Ann Heron", "Bea Otter", str(CLIP)[:8]):
        assert words in page


def test_what_is_looked_at_is_taken_as_csv_and_that_is_on_record(
    office: FlaskClient, people: tuple[Person, Person]
) -> None:
    answer = office.post("/association/events/exports", data={"q": "otter", "kind": "clip"})
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=events-")
    headings, row = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert len(headings) == len(row)
    assert row[1:] == [
        *("2025-06-21 23:30:00", "Ann Heron", FILM, "clip.viewed", "Bea Otter", "clip"),
        str(CLIP),
    ]
    latest = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert latest is not None
    assert (latest.action, latest.subject_kind) == ("export.made", "list of events")


def test_more_than_a_spreadsheet_opens_is_refused_in_words(
    office: FlaskClient, people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_EVENTS", 1)
    answer = office.post("/association/events/exports")
    assert answer.status_code == 422
    assert "Choose fewer days" in answer.text


def test_the_list_is_cut_and_asks_the_same_number_of_questions(
    office: FlaskClient, people: tuple[Person, Person], count_queries: CountQueries
) -> None:
    asked = []
    for number in (1, 120):
        db.session.add_all(
            AuditEvent(action="comment.answered", actor_id=people[0].id) for _ in range(number)
        )
        db.session.commit()
        office.get("/association/events")
        with count_queries() as sent:
            page = office.get("/association/events?action=comment.answered").text
        asked.append(len(sent))
    assert asked[0] == asked[1]
    assert "Page 1 of 3" in page
    assert "action=comment.answered" in page.partition('class="pages')[2]
