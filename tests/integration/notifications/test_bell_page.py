"""The page behind the bell."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.core.actor import SYSTEM, RoleName
from app.core.pagination import PAGE_SIZE
from app.extensions import db
from app.notifications.services import notify, notify_people
from tests.factories.people import make_person, make_supervisor, sign_in


def test_an_empty_page_says_what_will_come(client: FlaskClient) -> None:
    page = sign_in(client, make_supervisor()).get("/notifications").text
    assert "Nothing new, and nothing missed" in page
    assert "Mark all as read" not in page


def test_new_lines_are_marked_until_all_are_read(client: FlaskClient) -> None:
    person = make_person(RoleName.SUPERVISOR)
    for subject in ("The first", "The second"):
        notify(SYSTEM, person.id, subject=subject, path="/elsewhere")
    db.session.commit()
    sign_in(client, person)
    page = client.get("/notifications").text
    assert page.index("The second") < page.index("The first")
    assert page.count("New</span>") == 2
    assert client.post("/notifications/readings").location == "/notifications"
    page = client.get("/notifications").text
    assert "New</span>" not in page
    assert "The first" in page


def test_nobody_sees_or_marks_what_another_was_told(client: FlaskClient) -> None:
    asha, moira = make_person(RoleName.TRAINEE), make_person(RoleName.SUPERVISOR)
    notify(SYSTEM, asha.id, subject="Only for Asha", path="/")
    db.session.commit()
    sign_in(client, moira).post("/notifications/readings")
    assert "Only for Asha" not in client.get("/notifications").text
    assert "New</span>" in sign_in(client, asha).get("/notifications").text


@pytest.mark.parametrize(
    ("asked", "shown"), [("2", 2), ("99", 2), ("0", 1), ("-5", 1), ("x", 1), ("9" * 40, 2)]
)
def test_every_page_number_leads_to_a_page(client: FlaskClient, asked: str, shown: int) -> None:
    person = make_supervisor()
    for _ in range(PAGE_SIZE + 1):
        notify_people(SYSTEM, [person.id], subject="News", path="/")
    db.session.commit()
    page = sign_in(client, person).get(f"/notifications?page={asked}").text
    assert f"Page {shown} of 2" in page
