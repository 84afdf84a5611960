"""Keeping a film longer, and the page that says how long it stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.cases.models import FilmedPerson, Purpose
from app.clips.keeping.errors import ConsentTooShort, NothingToExtend, NotLonger
from app.clips.keeping.services import extend_keeping
from app.clips.keeping.terms import TermSource, list_terms
from app.clips.models import Clip
from app.core import clock
from app.core.durations import format_day
from app.core.errors import Forbidden
from app.extensions import db
from tests.factories.clips import make_audience, make_clip
from tests.factories.keeping import close_case
from tests.factories.people import make_enrolment, sign_in
from tests.factories.practice import give_consent, make_client, make_cycle

WHY = "The review is in June"


def days_on(days: int) -> date:
    return clock.today() + timedelta(days=days)


def make_limited_clip(purpose: Purpose, until_on: date) -> Clip:
    """A film of a closed case; the child's consent to one purpose ends on a day, everything else has no end."""
    client = make_client(make_enrolment(), Purpose.RESEARCH)
    for person in db.session.query(FilmedPerson).filter_by(client_id=client.id):
        for one in (Purpose.VIG, Purpose.SUPERVISION):
            ends = person.label == "child" and one is purpose
            give_consent(person, one, until_on=until_on if ends else None)
    close_case(client)
    return make_clip(make_cycle(client))


def extend(clip: Clip, until_on: date, purpose: Purpose = Purpose.SUPERVISION) -> None:
    actor = build_actor(clip.cycle.client.enrolment.person)
    extend_keeping(actor, clip, purpose, until_on, WHY)


def test_it_is_kept_longer_for_what_the_family_agreed_to(app: Flask) -> None:
    clip = make_clip()
    close_case(clip.cycle.client)
    extend(clip, days_on(200))
    term = list_terms([clip.id])[clip.id]
    assert (term.due_on, term.source) == (days_on(200), TermSource.EXTENSION)


@pytest.mark.parametrize("purpose", [Purpose.VIG, Purpose.SUPERVISION])
def test_no_consent_is_outlived_and_the_one_that_limits_is_named(
    app: Flask, purpose: Purpose
) -> None:
    clip = make_limited_clip(purpose, days_on(150))
    with pytest.raises(ConsentTooShort) as refusal:
        extend(clip, days_on(151))
    assert "consent of the child" in refusal.value.message
    assert purpose.label in refusal.value.message
    assert format_day(days_on(150)) in refusal.value.message
    extend(clip, days_on(150))


def test_a_purpose_nobody_agreed_to_keeps_nothing(app: Flask) -> None:
    clip = make_limited_clip(Purpose.VIG, days_on(300))
    with pytest.raises(ConsentTooShort, match="Not everybody"):
        extend(clip, days_on(100), Purpose.TEACHING)


def test_only_what_ends_is_put_off_and_only_to_a_later_day(app: Flask) -> None:
    clip = make_clip()
    with pytest.raises(NothingToExtend):
        extend(clip, days_on(10))
    close_case(clip.cycle.client)
    with pytest.raises(NotLonger):
        extend(clip, days_on(5))


def test_only_the_two_who_work_with_it_decide(app: Flask) -> None:
    audience = make_audience()
    close_case(audience.client)
    for person in (audience.reviewer, *audience.strangers):
        with pytest.raises(Forbidden):
            extend_keeping(
                build_actor(person), audience.clip, Purpose.SUPERVISION, days_on(90), WHY
            )


def test_the_page_says_until_when_and_keeps_what_was_typed(client: FlaskClient) -> None:
    audience = make_audience()
    close_case(audience.client, date(2026, 1, 31))
    audience.client.created_at = clock.now()
    db.session.commit()
    address = f"/clips/{audience.clip.uuid}"
    sign_in(client, audience.supervisor)
    assert (
        "Kept until 31 March 2026: two months after the case is closed"
        in client.get(f"{address}/keeping").text
    )
    answer = client.post(
        f"{address}/extensions",
        data={
            "longer-purpose": "supervision",
            "longer-until_on": "2026-01-01",
            "longer-reason": WHY,
        },
    )
    assert answer.status_code == 422
    assert WHY in answer.text
    data = {
        "longer-purpose": "supervision",
        "longer-until_on": days_on(30).isoformat(),
        "longer-reason": WHY,
    }
    assert client.post(f"{address}/extensions", data=data).location == f"{address}/keeping"
    page = client.get(f"{address}/keeping").text
    assert f"Kept until {format_day(days_on(30))}: longer, with the family’s consent" in page
    assert "30 days left" in page


def test_everybody_who_sees_the_film_reads_how_long_it_stays(client: FlaskClient) -> None:
    audience = make_audience()
    for person in (audience.owner, audience.supervisor, audience.reviewer):
        page = sign_in(client, person).get(f"/clips/{audience.clip.uuid}").text
        assert "Kept while the case is open, then two months" in page
        assert "Something here worries me" in page
        assert ("How long it stays" in page) == (person is not audience.reviewer)
        assert ("Wrong film?" in page) == (person is audience.owner)
