"""Whose films an organisation lets into the portal, and on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.cases.models import Client
from app.core import clock
from app.extensions import db
from app.organisations.models import ApprovalEnding, ApprovalScope, Organisation
from app.organisations.policies import approves_films
from app.organisations.queries import find_film_approval
from app.trainees.models import Enrolment
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import make_enrolment, make_person
from tests.factories.practice import make_client


@dataclass
class Place:
    """A trainee at an organisation that has approved nothing yet."""

    organisation: Organisation
    person: Person
    client: Client

    def approves(self) -> bool:
        """Both ways of asking give one answer."""
        asked = db.session.scalar(
            sa.select(approves_films(Client.organisation_id, Enrolment.person_id))
            .select_from(Client)
            .join(Client.enrolment)
            .where(Client.id == self.client.id)
        )
        found = find_film_approval(self.client.organisation_id, self.person.id)
        assert asked is (found is not None)
        return bool(asked)


@pytest.fixture
def place(app: Flask) -> Place:
    organisation, enrolment = make_organisation(), make_enrolment()
    return Place(organisation, enrolment.person, make_client(enrolment, organisation=organisation))


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


@pytest.mark.parametrize(
    ("from_in", "until_in", "approves"),
    [
        (-10, None, True),
        (0, None, True),
        (1, None, False),
        (-10, 0, True),
        (-10, -1, False),
        (0, 0, True),
        (1, 5, False),
    ],
)
def test_an_approval_holds_from_its_first_to_its_last_day(
    place: Place, from_in: int, until_in: int | None, approves: bool
) -> None:
    until_on = None if until_in is None else days(until_in)
    make_approval(place.organisation, from_on=days(from_in), until_on=until_on)
    assert place.approves() is approves


def test_nobody_approved_nothing(place: Place) -> None:
    assert not place.approves()


def test_counts_alone_let_no_film_in(place: Place) -> None:
    make_approval(place.organisation, scope=ApprovalScope.COUNTS)
    assert not place.approves()


def test_an_approval_for_named_people_is_for_them_alone(place: Place) -> None:
    make_approval(place.organisation, make_person())
    assert not place.approves()
    make_approval(place.organisation, make_person(), place.person)
    assert place.approves()


def test_another_organisations_word_says_nothing_here(place: Place) -> None:
    make_approval(make_organisation())
    assert not place.approves()


def test_a_client_of_no_organisation_has_nobody_who_approved(place: Place) -> None:
    make_approval(place.organisation)
    place.client.organisation_id = None
    db.session.commit()
    assert not place.approves()


def test_an_approval_that_was_ended_lets_no_film_in_any_more(place: Place) -> None:
    ended, other = make_approval(place.organisation), make_approval(place.organisation)
    db.session.add(ApprovalEnding(approval_id=ended.id))
    db.session.commit()
    assert place.approves()
    db.session.add(ApprovalEnding(approval_id=other.id))
    db.session.commit()
    assert not place.approves()


def test_the_approval_that_runs_longest_is_the_one_that_is_named(place: Place) -> None:
    make_approval(place.organisation, until_on=days(10))
    long = make_approval(place.organisation, until_on=days(90))
    assert find_film_approval(place.organisation.id, place.person.id) == long
    for_ever = make_approval(place.organisation)
    assert find_film_approval(place.organisation.id, place.person.id) == for_ever
