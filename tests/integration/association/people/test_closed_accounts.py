"""A closed account opens nothing from that moment on, and what was on its way without its owner goes on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_security import hash_password

from app.accounts.models import Person
from app.association.people.services import deactivate_person
from app.association.supervisors.queries import list_supervisors
from app.clips.models import ClipState
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.clips import send_film
from tests.factories.films import FilmShelf
from tests.factories.people import (
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)
from tests.factories.practice import make_client, make_cycle
from tests.integration.accounts.test_signing_in import PASSWORD, fill_in
from tests.integration.notifications.test_letters import outbox, read_letters
from tests.jobs import run_due_jobs
from tests.tus import describe_film, describe_piece

__all__ = ["outbox"]


@pytest.fixture(autouse=True)
def somebody_in_the_office(app: Flask) -> Person:
    return make_administrator()


def close(person: Person) -> None:
    deactivate_person(SYSTEM, person)
    db.session.commit()


def test_a_browser_that_was_signed_in_stands_at_the_door(app: Flask) -> None:
    person = make_enrolment().person
    browser = sign_in(app.test_client(), person)
    assert browser.get("/pathway").status_code == 200
    close(person)
    answer = browser.get("/pathway")
    assert (answer.status_code, answer.headers["Location"][:8]) == (302, "/sign-in")


def test_the_next_piece_of_a_film_is_refused(app: Flask) -> None:
    enrolment = make_enrolment()
    cycle = make_cycle(make_client(enrolment))
    browser = sign_in(app.test_client(), enrolment.person)
    begun = browser.post("/uploads", headers=describe_film(cycle.uuid, 8))
    assert begun.status_code == 201
    assert send(browser, begun.location, b"film", 0) == 204
    close(enrolment.person)
    assert send(browser, begun.location, b"film", 4) == 401


def send(browser: object, address: str, data: bytes, offset: int) -> int:
    answer = browser.patch(address, data=data, headers=describe_piece(offset))  # type: ignore[attr-defined]
    return int(answer.status_code)


def test_a_film_that_has_arrived_is_prepared_all_the_same(app: Flask, films: FilmShelf) -> None:
    enrolment = make_enrolment()
    clip = send_film(films.take(".mp4", seconds=2.0), make_cycle(make_client(enrolment)))
    close(enrolment.person)
    with app.app_context():
        run_due_jobs()
    db.session.expire_all()
    assert clip.state is ClipState.READY


def test_the_door_says_what_it_says_to_a_wrong_password(app: Flask) -> None:
    closed, person = make_person(), make_person()
    for somebody in (closed, person):
        somebody.password = hash_password(PASSWORD)
    close(closed)
    said = []
    for email, password in ((closed.email, PASSWORD), (person.email, "not this one here")):
        status, location, page = fill_in(
            app.test_client(), "/sign-in", email=email, password=password
        )
        said.append((status, location, page.replace(email, "")))
    assert say_without_tokens(said[0][2]) == say_without_tokens(said[1][2])
    assert said[0][:2] == said[1][:2]


def say_without_tokens(page: str) -> str:
    """A page without what is random in it."""
    return re.sub(r'(value|content|nonce)="[^"]*"', "", page)


def test_asking_for_a_new_password_gives_the_same_words_and_no_letter(
    app: Flask, outbox: Path
) -> None:
    closed = make_person()
    closed.password = hash_password(PASSWORD)
    close(closed)
    with app.app_context():
        run_due_jobs()
    before = len(read_letters(outbox))
    pages = []
    for email in (closed.email, "nobody@example.org"):
        _, _, page = fill_in(app.test_client(), "/reset", email=email)
        pages.append(say_without_tokens(page.replace(email, "")))
    with app.app_context():
        run_due_jobs()
    assert pages[0] == pages[1]
    assert len(read_letters(outbox)) == before


def test_their_trainees_wait_for_somebody_else_and_the_office_sees_it(app: Flask) -> None:
    supervisor, office = make_supervisor(), make_administrator()
    enrolment = make_enrolment(supervisor=supervisor)
    browser = sign_in(app.test_client(), office)
    without = "/association/trainees?show=without-supervisor"
    assert enrolment.person.full_name not in browser.get(without).text
    close(supervisor)
    assert enrolment.person.full_name in browser.get(without).text
    assert list_supervisors(SYSTEM, supervisor.full_name).total == 0
    successor = make_supervisor()
    data = {"enrolment": str(enrolment.uuid), "supervisor": str(successor.uuid)}
    assert browser.post("/association/allocations", data=data).status_code == 302
    assert enrolment.person.full_name not in browser.get(without).text
