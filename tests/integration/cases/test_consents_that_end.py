"""Trainees are told in good time, and once, that a consent ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.cases.consents.ends.queries import list_coming_of_age, list_expiring
from app.cases.consents.ends.services import tell_of_ending
from app.cases.filmed_people.queries import list_filmed_people
from app.cases.models import Client, FilmedPerson, Purpose
from app.core.actor import SYSTEM, Actor
from app.core.clock import today
from app.core.errors import Forbidden
from app.extensions import db
from app.notifications.models import Notification
from app.notifications.queries import list_notifications
from tests.factories.clips import withdraw_consent
from tests.factories.keeping import close_case
from tests.factories.people import make_enrolment
from tests.factories.practice import give_consent, make_client


def run() -> list[str]:
    """What the periodic job does; the subjects of all news there are then."""
    for listing in (list_expiring, list_coming_of_age):
        for ending in listing(SYSTEM, 100):
            tell_of_ending(SYSTEM, ending)
    db.session.commit()
    return list(db.session.scalars(sa.select(Notification.subject).order_by(Notification.id)))


def make_family(*purposes: Purpose) -> tuple[Client, FilmedPerson]:
    client = make_client(make_enrolment(), *purposes)
    return client, list_filmed_people(SYSTEM, client)[1]


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_a_consent_that_runs_out_within_thirty_days_is_told_once(
    app: Flask, days: int, told: int
) -> None:
    client, child = make_family(Purpose.VIG)
    for purpose in (Purpose.SUPERVISION, Purpose.RESEARCH):  # of one form: one word for both
        give_consent(child, purpose, until_on=today() + timedelta(days=days))
    db.session.commit()
    assert len(run()) == told
    assert len(run()) == told
    lines = list_notifications(build_actor(client.enrolment.person)).rows
    assert [line.path for line in lines] == [f"/clients/{client.uuid}"] * told
    assert all(client.code not in line.subject for line in lines)


def test_what_was_renewed_ended_or_closed_is_not_told(app: Flask) -> None:
    soon = today() + timedelta(days=10)
    _, renewed = make_family(Purpose.VIG)
    give_consent(renewed, Purpose.RESEARCH, until_on=soon)
    give_consent(renewed, Purpose.RESEARCH, until_on=soon + timedelta(days=300))
    ended, person = make_family(Purpose.VIG)
    give_consent(person, Purpose.RESEARCH, until_on=soon)
    withdraw_consent(ended, Purpose.RESEARCH)
    closed, person = make_family(Purpose.VIG)
    give_consent(person, Purpose.RESEARCH, until_on=soon)
    close_case(closed)
    assert run() == []


def test_a_month_in_which_somebody_speaks_for_themselves_is_told_sixty_days_before(
    app: Flask,
) -> None:
    _, near = make_family(Purpose.VIG)
    _, far = make_family(Purpose.VIG)
    near.consents_again_on = today() + timedelta(days=60)
    far.consents_again_on = today() + timedelta(days=61)
    db.session.commit()
    told = run()
    assert len(told) == 1
    assert "speaks for themselves" in told[0]
    assert run() == told


def test_their_own_yes_of_later_ends_with_no_month(app: Flask) -> None:
    _, child = make_family(Purpose.VIG)
    child.consents_again_on = date(2020, 1, 1)
    db.session.commit()
    assert run() == []


def test_nobody_but_the_worker_tells(app: Flask) -> None:
    _, child = make_family(Purpose.VIG)
    give_consent(child, Purpose.RESEARCH, until_on=today())
    db.session.commit()
    [ending] = list_expiring(SYSTEM, 10)
    with pytest.raises(Forbidden):
        tell_of_ending(Actor(1), ending)
