"""People choose what comes by letter; what stands under the bell and what concerns their account they always get."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.core.actor import NOBODY, Actor, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.jobs.models import Job
from app.notifications import queries, services
from app.notifications.models import CHOOSABLE, LetterRefusal, NewsKind
from app.notifications.services import LETTER_JOB
from tests.factories.people import make_person, sign_in

PLACE = "/account/notifications"


@pytest.fixture
def asha(app: Flask) -> Person:
    return make_person(RoleName.TRAINEE)


def tell(person: Person, kind: NewsKind) -> int:
    """Tell somebody something, and count the letters it made."""
    asked = sa.select(sa.func.count()).where(Job.name == LETTER_JOB)
    before = db.session.scalar(asked) or 0
    sender = Actor(make_person().id)
    services.notify(sender, person.id, subject="Something is new", path="/", kind=kind)
    db.session.flush()
    return (db.session.scalar(asked) or 0) - before


@pytest.mark.parametrize("kind", list(NewsKind))
def test_everything_is_a_letter_until_somebody_chooses(asha: Person, kind: NewsKind) -> None:
    assert tell(asha, kind) == 1


@pytest.mark.parametrize("kind", list(NewsKind))
def test_what_was_refused_stands_under_the_bell_alone(asha: Person, kind: NewsKind) -> None:
    services.choose_letters(Actor(asha.id), [])
    assert tell(asha, kind) == (1 if kind is NewsKind.ACCOUNT else 0)
    assert queries.count_unread(Actor(asha.id)) == 1


def test_the_choice_of_one_person_is_not_that_of_another(asha: Person) -> None:
    services.choose_letters(Actor(make_person().id), [])
    assert tell(asha, NewsKind.FEEDBACK) == 1


def test_what_is_ticked_stays_ticked(client: FlaskClient, asha: Person) -> None:
    sign_in(client, asha)
    assert client.get(PLACE).text.count(" checked") == len(CHOOSABLE)
    for wanted in (["feedback", "people"], ["people"], []):
        assert client.post(PLACE, data={"kinds": wanted}).status_code == 302
        assert client.get(PLACE).text.count(" checked") == len(wanted)
    client.post(PLACE, data={"kinds": [kind.value for kind in CHOOSABLE]})
    assert queries.list_refused(Actor(asha.id)) == set()


@pytest.mark.parametrize("kind", ["account", "weather"])
def test_what_cannot_be_chosen_is_refused(client: FlaskClient, asha: Person, kind: str) -> None:
    assert sign_in(client, asha).post(PLACE, data={"kinds": [kind]}).status_code == 422


def test_nobody_chooses_for_nobody(app: Flask) -> None:
    with pytest.raises(Forbidden):
        services.choose_letters(NOBODY, [])


def test_the_database_itself_keeps_letters_about_the_account(asha: Person) -> None:
    db.session.add(LetterRefusal(person_id=asha.id, kind=NewsKind.ACCOUNT))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
