"""People are told of what others did, once each."""

from __future__ import annotations

from flask import Flask

from app.core.actor import Actor, RoleName
from app.extensions import db
from app.notifications import queries, services
from tests.factories.people import make_person


def test_a_person_finds_what_they_were_told_under_the_bell(app: Flask) -> None:
    asha, moira = make_person(RoleName.TRAINEE), make_person(RoleName.SUPERVISOR)
    services.notify(Actor(moira.id), asha.id, subject="Your supervisor answered", path="/clips/1")
    db.session.flush()
    assert queries.count_unread(Actor(asha.id)) == 1
    [line] = queries.list_notifications(Actor(asha.id)).rows
    assert (line.subject, line.path) == ("Your supervisor answered", "/clips/1")
    assert queries.count_unread(Actor(moira.id)) == 0


def test_nobody_is_told_of_what_they_did_themselves(app: Flask) -> None:
    asha = make_person(RoleName.TRAINEE)
    services.notify(Actor(asha.id), asha.id, subject="You did this", path="/")
    db.session.flush()
    assert queries.count_unread(Actor(asha.id)) == 0


def test_a_very_long_name_does_not_stop_the_news(app: Flask) -> None:
    asha, moira = make_person(RoleName.TRAINEE), make_person(RoleName.SUPERVISOR)
    subject = "Anna " * 60 + "is your trainee"
    services.notify(Actor(asha.id), moira.id, subject=subject, path="/caseload")
    [line] = queries.list_notifications(Actor(moira.id)).rows
    assert line.subject.startswith("Anna Anna")
    assert len(line.subject) <= 200
