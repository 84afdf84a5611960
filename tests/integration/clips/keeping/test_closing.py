"""Closing a case: what becomes of each film is decided, read, done and written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.cases.closings.errors import CaseClosed, ClosedInFuture
from app.cases.closings.models import CaseClosing
from app.cases.closings.services import close_case, reopen_case
from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.cases.services import start_cycle
from app.clips.keeping.closings.errors import DecisionMissing
from app.clips.keeping.closings.films import Decision
from app.clips.keeping.closings.queries import list_films_for_next_review, list_films_to_decide
from app.clips.keeping.closings.services import close_with_decisions
from app.clips.keeping.models import FilmDecision, FilmOutcome
from app.clips.keeping.terms import TermSource, list_terms
from app.clips.models import Clip, ErasureOrder, ErasureReason
from app.clips.uploads.headers import FilmAnnouncement
from app.clips.uploads.services import begin_upload
from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.core.errors import Forbidden
from app.extensions import db
from app.trainees.models import StageOpening
from tests.conftest import CountQueries
from tests.factories.clips import Audience, make_audience, make_clip, withdraw_consent
from tests.factories.keeping import place_hold
from tests.factories.people import sign_in
from tests.factories.practice import make_client, make_cycle


def days_on(days: int) -> date:
    return clock.today() + timedelta(days=days)


def choose(clip: Clip, outcome: str, until_on: date | None = None) -> dict[str, str]:
    """What the page sends about one film."""
    prefix = clip.uuid.hex
    return {
        f"{prefix}-outcome": outcome,
        f"{prefix}-purpose": "supervision",
        f"{prefix}-until_on": until_on.isoformat() if until_on else "",
    }


def list_reasons() -> dict[int, ErasureReason]:
    return {order.clip_id: order.reason for order in db.session.scalars(sa.select(ErasureOrder))}


def as_owner(audience: Audience) -> Actor:
    return build_actor(audience.owner)


def test_each_film_is_decided_read_again_and_then_done(client: FlaskClient) -> None:
    audience = make_audience()
    cycle = audience.clip.cycle
    review = make_clip(cycle, kind=FilmKind.SHARED_REVIEW)
    kept = make_clip(make_cycle(audience.client))
    address = f"/clients/{audience.client.uuid}/closing"
    sign_in(client, audience.owner)
    assert "Decide for each film" in client.get(address).text
    data = {
        "closed_on": clock.today().isoformat(),
        **choose(audience.clip, "erase"),
        **choose(review, "return"),
        **choose(kept, "keep", days_on(100)),
    }
    sure = client.post(address, data=data)
    assert sure.status_code == 200
    assert "These go now, and cannot come back" in sure.text
    assert list_reasons() == {}
    answer = client.post(address, data=data | {"confirmed": "yes"})
    assert list_reasons() == {
        audience.clip.id: ErasureReason.CASE_CLOSED,
        review.id: ErasureReason.RETURNED,
    }
    term = list_terms([kept.id])[kept.id]
    assert (term.due_on, term.source) == (days_on(100), TermSource.DECISION)
    record = client.get(answer.location).text
    assert "Returned to the family and erased" in record
    assert f"Kept until {format_day(days_on(100))}, with the consent to “Supervision”" in record
    pdf = client.post(f"{answer.location}/record")
    assert pdf.data.startswith(b"%PDF-")
    page = client.get(f"/clients/{audience.client.uuid}").text
    assert f"Closed on {format_day(clock.today())}" in page
    assert "100 days left" in page
    assert "Close the case" not in page
    assert "Start cycle" not in page
    assert "Closed" in client.get("/clients").text


def test_a_film_without_a_decision_and_one_kept_too_long_come_back(client: FlaskClient) -> None:
    audience = make_audience()
    other = make_clip(make_cycle(audience.client))
    sign_in(client, audience.owner)
    data = {
        "closed_on": clock.today().isoformat(),
        **choose(audience.clip, "keep", days_on(-1)),
        "confirmed": "yes",
    }
    answer = client.post(f"/clients/{audience.client.uuid}/closing", data=data)
    assert answer.status_code == 422
    assert "Cycle 1, interaction film: Choose a day after today" in answer.text
    assert "Cycle 2, interaction film: Decide what becomes of this film." in answer.text
    assert other.id not in list_reasons()
    assert db.session.scalar(sa.select(sa.func.count(CaseClosing.id))) == 0


def test_a_held_film_is_not_decided_and_not_erased(client: FlaskClient) -> None:
    audience = make_audience()
    place_hold(audience.clip, days_on(30))
    sign_in(client, audience.owner)
    address = f"/clients/{audience.client.uuid}/closing"
    assert "This film is held until" in client.get(address).text
    data = {
        "closed_on": clock.today().isoformat(),
        "confirmed": "yes",
        **choose(audience.clip, "erase"),
    }
    assert client.post(address, data=data).status_code == 302
    assert list_reasons() == {}


def test_a_film_that_came_meanwhile_stops_the_closing(app: Flask) -> None:
    audience = make_audience()
    with pytest.raises(DecisionMissing):
        close_with_decisions(as_owner(audience), audience.client, clock.today(), [])


def test_a_film_the_trainee_may_not_see_is_not_theirs_to_decide(app: Flask) -> None:
    audience = make_audience()
    withdraw_consent(audience.client, Purpose.VIG)
    assert list_films_to_decide(as_owner(audience), audience.client) == []
    close_with_decisions(as_owner(audience), audience.client, clock.today(), [])
    assert db.session.scalar(sa.select(sa.func.count(FilmDecision.id))) == 0


def test_only_the_trainee_closes_and_only_after_the_work(app: Flask) -> None:
    audience = make_audience()
    for person in (audience.supervisor, audience.reviewer, *audience.strangers):
        with pytest.raises(Forbidden):
            close_with_decisions(build_actor(person), audience.client, clock.today(), [])
    audience.clip.cycle.filmed_on = days_on(-3)
    db.session.commit()
    for day in (days_on(1), days_on(-4)):
        with pytest.raises(ClosedInFuture):
            close_case(as_owner(audience), audience.client, day)


def test_nothing_begins_in_a_closed_case_and_everything_goes_on_when_it_is_open_again(
    client: FlaskClient,
) -> None:
    audience = make_audience()
    actor, cycle = as_owner(audience), audience.clip.cycle
    decision = Decision(audience.clip, FilmOutcome.KEEP, Purpose.SUPERVISION, days_on(9))
    close_with_decisions(actor, audience.client, clock.today(), [decision])
    db.session.commit()
    with pytest.raises(CaseClosed):
        start_cycle(actor, audience.client)
    with pytest.raises(CaseClosed):
        begin_upload(actor, cycle, FilmAnnouncement(cycle.uuid, FilmKind.SHARED_REVIEW, 9, "a"))
    with pytest.raises(CaseClosed):
        close_case(actor, audience.client, clock.today())
    sign_in(client, audience.owner)
    assert client.get(f"/clients/{audience.client.uuid}/closing").status_code == 409
    assert client.post(f"/clients/{audience.client.uuid}/reopening").status_code == 302
    assert list_terms([audience.clip.id])[audience.clip.id].due_on is None
    assert client.post(f"/clients/{audience.client.uuid}/reopening").status_code == 409
    page = client.get(f"/clients/{audience.client.uuid}").text
    assert "Close the case" in page
    close_case(actor, audience.client, clock.today())
    reopen_case(actor, audience.client)


def test_the_next_review_needs_films_of_the_present_stage_and_says_how_long_consent_lasts(
    app: Flask,
) -> None:
    audience = make_audience()
    without = make_client(audience.client.enrolment, Purpose.VIG)
    lacking = make_clip(make_cycle(without))
    needed = list_films_for_next_review(as_owner(audience), audience.client)
    assert [film.clip for film in needed] == [audience.clip]
    assert needed[0].is_permitted
    assert needed[0].sentence == "The consent lets it be kept until then."
    (refused,) = list_films_for_next_review(as_owner(audience), without)
    assert refused.clip == lacking
    assert not refused.is_permitted
    assert "Not everybody" in refused.sentence
    open_next_stage(audience.client)
    assert list_films_for_next_review(as_owner(audience), audience.client) == []


def open_next_stage(client: Client) -> None:
    enrolment = client.enrolment
    db.session.add(StageOpening(enrolment=enrolment, stage=enrolment.version.stages[1]))
    db.session.commit()


def test_many_films_are_listed_in_as_many_queries_as_one(
    app: Flask, count_queries: CountQueries
) -> None:
    audience = make_audience()
    actor, client_id = as_owner(audience), audience.client.id
    counts = []
    for _ in range(2):
        db.session.expunge_all()
        client = db.session.get_one(Client, client_id)
        with count_queries() as sent:
            list_films_to_decide(actor, client)
        counts.append(len(sent))
        for _ in range(4):
            make_clip(make_cycle(client))
    assert counts[0] == counts[1]


def test_a_supervisor_reads_what_was_decided(client: FlaskClient) -> None:
    audience = make_audience()
    decision = Decision(audience.clip, FilmOutcome.ERASE)
    closing = close_with_decisions(as_owner(audience), audience.client, clock.today(), [decision])
    db.session.commit()
    for person, status in ((audience.supervisor, 200), (audience.reviewer, 404)):
        assert sign_in(client, person).get(f"/closings/{closing.uuid}").status_code == status
    assert db.session.get_one(Cycle, audience.clip.cycle_id) is not None
