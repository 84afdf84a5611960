"""Holding a film for a reason: until when, by whom, and what it stops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.cases.models import Purpose
from app.clips.keeping.errors import EndNotAhead, HoldEnded, HoldStands
from app.clips.keeping.holds.queries import find_reason_hold
from app.clips.keeping.holds.services import lift_hold, move_hold, place_hold
from app.clips.keeping.terms import list_terms
from app.core import clock
from app.core.durations import format_day
from app.core.errors import Forbidden
from app.extensions import db
from tests.factories.clips import make_audience, withdraw_consent
from tests.factories.keeping import place_hold as make_hold
from tests.factories.people import sign_in

WHY = "The court asked for it"


def days_on(days: int) -> date:
    return clock.today() + timedelta(days=days)


@pytest.mark.parametrize("role", ["owner", "supervisor"])
def test_the_two_who_work_with_it_hold_it_move_the_end_and_lift_it(
    client: FlaskClient, role: str
) -> None:
    audience = make_audience()
    address = f"/clips/{audience.clip.uuid}"
    sign_in(client, audience.find_person(role))
    data = {"hold-reason": WHY, "hold-until_on": days_on(20).isoformat()}
    assert client.post(f"{address}/holds", data=data).location == f"{address}/keeping"
    page = client.get(address).text
    assert f"Held until {format_day(days_on(20))}" in page
    assert WHY in page
    assert WHY in client.get("/holds").text
    hold = find_reason_hold(build_actor(audience.owner), audience.clip)
    assert hold is not None
    data["hold-until_on"] = days_on(30).isoformat()
    assert client.post(f"/holds/{hold.uuid}", data=data).status_code == 302
    assert f"Held until {format_day(days_on(30))}" in client.get(address).text
    assert client.post(f"/holds/{hold.uuid}/ending").status_code == 302
    assert "Held until" not in client.get(address).text
    assert client.post(f"/holds/{hold.uuid}/ending").status_code == 409


def test_a_reviewer_reads_that_it_is_held_and_not_why(client: FlaskClient) -> None:
    audience = make_audience()
    hold = make_hold(audience.clip, days_on(9))
    page = sign_in(client, audience.reviewer).get(f"/clips/{audience.clip.uuid}").text
    assert "Held until" in page
    assert hold.reason not in page
    assert client.post(f"/holds/{hold.uuid}/ending").status_code == 404


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_hold_ends_ahead_and_within_a_year(app: Flask, days: int) -> None:
    audience = make_audience()
    with pytest.raises(EndNotAhead):
        place_hold(build_actor(audience.owner), audience.clip, WHY, days_on(days))


def test_one_hold_at_a_time_and_what_ended_stays_ended(app: Flask) -> None:
    audience = make_audience()
    actor = build_actor(audience.owner)
    over = make_hold(audience.clip, days_on(-1))
    with pytest.raises(HoldEnded):
        lift_hold(actor, over)
    with pytest.raises(HoldEnded):
        move_hold(actor, over, WHY, days_on(5))
    place_hold(actor, audience.clip, WHY, days_on(5))
    with pytest.raises(HoldStands):
        place_hold(actor, audience.clip, WHY, days_on(6))


def test_strangers_and_reviewers_hold_nothing_for_a_reason(app: Flask) -> None:
    audience = make_audience()
    for person in (audience.reviewer, *audience.strangers):
        with pytest.raises(Forbidden):
            place_hold(build_actor(person), audience.clip, WHY, days_on(5))


def test_a_withdrawn_consent_hides_a_held_film_and_the_hold_can_still_be_lifted(
    client: FlaskClient,
) -> None:
    audience = make_audience()
    hold = make_hold(audience.clip, days_on(9))
    withdraw_consent(audience.client, Purpose.VIG)
    assert not list_terms([audience.clip.id])[audience.clip.id].is_due
    sign_in(client, audience.owner)
    assert client.get(f"/clips/{audience.clip.uuid}").status_code == 404
    assert WHY in client.get("/holds").text
    assert client.post(f"/holds/{hold.uuid}/ending").status_code == 302
    db.session.expire_all()
    assert list_terms([audience.clip.id])[audience.clip.id].is_due
