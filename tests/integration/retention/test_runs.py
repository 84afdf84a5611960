"""A day's run: what is due goes, who loses a film soon is told, and nothing is done or said twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask, current_app

from app.cases.consents.services import withdraw_consents
from app.cases.models import CompletedCycle, FilmKind, Purpose
from app.clips.keeping.terms import list_terms
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason, HoldKind, RenditionKind
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.drafts.models import Draft
from app.extensions import db, unit_of_work
from app.jobs.models import Job
from app.jobs.services import enqueue_job
from app.notifications.models import Notification
from app.organisations.models import RuleBasis, RuleUnit
from app.retention.models import DeletionRecord, KeepingReminder
from app.retention.runs import services
from app.retention.runs.plan import Step
from app.retention.runs.services import foresee, run_retention
from tests.conftest import CountQueries
from tests.factories.clips import make_clip, seal, withdraw_consent
from tests.factories.keeping import close_case, place_hold, set_rule
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_completed_cycle, make_cycle
from tests.factories.retention import announce, order_erasure
from tests.integration.retention.conftest import WorkOff

LAST_DAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 1, 12, tzinfo=clock.LONDON)
APRIL = datetime(2026, 4, 2, 12, tzinfo=clock.LONDON)


def make_closing_film(kind: FilmKind = FilmKind.INTERACTION) -> Clip:
    """A film whose last day is the 31 March 2026."""
    clip = make_clip(kind=kind)
    close_case(clip.cycle.client, date(2026, 1, 31))
    assert list_terms([clip.id])[clip.id].due_on == LAST_DAY
    return clip


def run_on(day: date) -> dict[int, Step]:
    at_noon = time_machine.travel(NOON.replace(month=day.month, day=day.day), tick=False)
    with current_app.app_context(), at_noon:
        done = list(run_retention(SYSTEM, unit_of_work))
    db.session.expire_all()
    return {planned.film.clip_id: planned.step for planned in done}


def read_news() -> list[tuple[str, str]]:
    news = sa.select(Notification).order_by(Notification.id)
    return [(line.subject, line.path) for line in db.session.scalars(news)]


def read_orders() -> list[tuple[int, ErasureReason]]:
    orders = sa.select(ErasureOrder).order_by(ErasureOrder.id)
    return [(order.clip_id, order.reason) for order in db.session.scalars(orders)]


@pytest.mark.parametrize(("day", "step"), [(31, Step.KEEP), (32, Step.ERASE)])
def test_a_film_goes_the_day_after_its_last(app: Flask, day: int, step: Step) -> None:
    clip_id = make_closing_film().id
    run_on(LAST_DAY)  # the reminders are said
    today = date(2026, 3, 1) + timedelta(days=day - 1)
    assert run_on(today) == {clip_id: step}
    assert read_orders() == ([(clip_id, ErasureReason.RULE)] if step is Step.ERASE else [])


def test_a_rule_takes_no_film_that_nobody_was_told_of(app: Flask) -> None:
    """A mistyped date, another rule or another organisation may make a film overdue at once."""
    clip = make_closing_film()
    clip_id, path = clip.id, f"/clips/{clip.uuid}"
    set_rule(clip.cycle.client, RuleBasis.CASE_CLOSED, 1, RuleUnit.DAYS)
    assert run_on(date(2026, 3, 2)) == {clip_id: Step.REMIND}
    assert read_news() == [("A film was to stay until 1 February 2026, and goes tomorrow", path)]
    assert run_on(date(2026, 3, 3)) == {clip_id: Step.ERASE}


def test_a_film_that_is_due_is_gone_after_the_daily_job(work_off: WorkOff) -> None:
    clip = make_closing_film()
    announce(clip, LAST_DAY)
    enqueue_job("retention.run", {})
    db.session.commit()
    work_off()
    assert clip.state is ClipState.ERASED
    assert db.session.scalars(sa.select(DeletionRecord.reason)).one() is ErasureReason.RULE


def test_a_held_film_stays(app: Flask) -> None:
    clip = make_closing_film()
    clip_id = clip.id
    announce(clip, LAST_DAY)
    place_hold(clip, date(2026, 5, 1))
    assert run_on(date(2026, 4, 2)) == {clip_id: Step.HELD}
    assert run_on(date(2026, 5, 2)) == {clip_id: Step.ERASE}


def test_a_safeguarding_hold_stays_until_a_person_lifts_it(app: Flask) -> None:
    clip = make_closing_film()
    clip_id = clip.id
    announce(clip, LAST_DAY)
    hold = place_hold(clip, date(2026, 5, 1), kind=HoldKind.SAFEGUARDING)
    assert run_on(date(2026, 5, 2)) == {clip_id: Step.HELD}
    db.session.add(hold)
    hold.lifted_at = clock.now()
    db.session.commit()
    assert run_on(date(2026, 5, 2)) == {clip_id: Step.ERASE}


def test_the_trainee_is_told_three_times_each_once(app: Flask) -> None:
    clip = make_closing_film()
    expected = ("A film stays until 31 March 2026, and is erased then", f"/clips/{clip.uuid}")
    told = []
    for day in range(1, 32):
        for _ in range(2):
            run_on(date(2026, 3, day))
        told.append(len(read_news()))
    assert set(read_news()) == {expected}
    assert [day for day in range(2, 32) if told[day - 1] > told[day - 2]] == [17, 24, 30]
    assert told[-1] == 3


def test_after_a_week_without_a_worker_only_the_nearest_reminder_is_sent(app: Flask) -> None:
    make_closing_film()
    run_on(date(2026, 3, 26))
    run_on(date(2026, 3, 27))
    assert len(read_news()) == 1
    assert db.session.scalars(sa.select(KeepingReminder.days_before)).all() == [7]


def test_another_last_day_is_announced_anew(app: Flask) -> None:
    clip = make_closing_film()
    run_on(date(2026, 3, 20))
    set_rule(clip.cycle.client, RuleBasis.CASE_CLOSED, 64, RuleUnit.DAYS)
    run_on(date(2026, 3, 24))
    assert [subject for subject, _ in read_news()] == [
        "A film stays until 31 March 2026, and is erased then",
        "A film stays until 5 April 2026, and is erased then",
    ]


def test_films_of_a_client_that_go_together_are_announced_together(app: Flask) -> None:
    client = make_client(make_enrolment())
    cycle = make_cycle(client)
    for kind in FilmKind:
        make_clip(cycle, kind=kind)
    close_case(client, date(2026, 1, 31))
    run_on(date(2026, 3, 30))
    assert read_news() == [
        ("2 films stay until 31 March 2026, and are erased then", f"/clients/{client.uuid}")
    ]
    assert len(db.session.scalars(sa.select(KeepingReminder)).all()) == 2


def test_nobody_is_told_of_a_film_that_is_held_or_on_its_way_out(app: Flask) -> None:
    place_hold(make_closing_film(), date(2026, 5, 1))
    order_erasure(make_closing_film())
    run_on(date(2026, 3, 30))
    assert read_news() == []


def test_foreseeing_changes_nothing(app: Flask) -> None:
    due, soon = make_closing_film(), make_clip()
    announce(due, LAST_DAY)
    close_case(soon.cycle.client, date(2026, 2, 4))
    with current_app.app_context(), time_machine.travel(APRIL, tick=False):
        steps = {planned.film.clip_id: (planned.step, planned.why) for planned in foresee(SYSTEM)}
    assert steps == {
        due.id: (Step.ERASE, "last day 31 March 2026, by the organisation’s rule"),
        soon.id: (Step.REMIND, "last day 4 April 2026, by the organisation’s rule; 7 days before"),
    }
    assert (read_orders(), read_news(), db.session.scalars(sa.select(Job)).all()) == ([], [], [])


def test_a_run_goes_on_where_it_was_cut_short(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "CLIENTS_AT_ONCE", 1)
    clips = [make_closing_film() for _ in range(3)]
    for clip in clips:
        announce(clip, LAST_DAY)
    films = [clip.id for clip in clips]
    with time_machine.travel(APRIL, tick=False):
        run = run_retention(SYSTEM, unit_of_work)
        next(run)
        del run
        assert [clip_id for clip_id, _ in read_orders()] == films[:1]
        assert len(list(run_retention(SYSTEM, unit_of_work))) == 2
    assert [clip_id for clip_id, _ in read_orders()] == films


def test_a_portion_asks_the_same_for_few_films_and_for_many(
    app: Flask, count_queries: CountQueries
) -> None:
    sent = []
    for films in (1, 6):
        for _ in range(films):
            make_clip()
        with count_queries() as queries:
            list(foresee(SYSTEM))
        sent.append(len(queries))
    assert sent[0] == sent[1]


def test_what_a_family_withdrew_goes_unless_it_is_held(work_off: WorkOff) -> None:
    client, other = (make_client(make_enrolment()) for _ in range(2))
    clip, held = make_clip(make_cycle(client)), make_clip(make_cycle(client))
    stays = make_clip(make_cycle(other))
    seal(clip, RenditionKind.ORIGINAL, b"a film")
    place_hold(held, clock.today() + timedelta(days=9))
    withdraw_consent(client, Purpose.VIG)
    enqueue_job("retention.erase_without_consent", {"client_id": client.id})
    db.session.commit()
    work_off()
    assert [each.state for each in (clip, held, stays)] == [
        ClipState.ERASED,
        ClipState.READY,
        ClipState.READY,
    ]
    assert read_orders() == [(clip.id, ErasureReason.CONSENT_WITHDRAWN)]


def test_another_purpose_withdrawn_erases_no_film(work_off: WorkOff) -> None:
    clip = make_clip()
    withdraw_consent(clip.cycle.client, Purpose.SUPERVISION)
    enqueue_job("retention.erase_without_consent", {"client_id": clip.cycle.client_id})
    db.session.commit()
    work_off()
    assert (clip.state, read_orders()) == (ClipState.READY, [])


def test_drafts_that_nobody_touched_for_ninety_days_are_forgotten(work_off: WorkOff) -> None:
    person = make_enrolment().person
    for days in (89, 91):
        draft = Draft(person_id=person.id, key=f"note/{days}", body="…")
        draft.saved_at = clock.now() - timedelta(days=days)
        db.session.add(draft)
    enqueue_job("retention.run", {})
    db.session.commit()
    work_off()
    assert db.session.scalars(sa.select(Draft.key)).all() == ["note/89"]


def test_a_family_that_withdraws_loses_film_and_words_and_the_trainee_no_count(
    work_off: WorkOff,
) -> None:
    """The whole way: withdrawn by the trainee, hidden at once, erased by the worker."""
    client = make_client(make_enrolment())
    completed = make_completed_cycle(client)
    clip = make_clip(completed.cycle)
    trainee = Actor(client.enrolment.person_id)
    withdraw_consents(trainee, client, purpose=Purpose.VIG)
    db.session.commit()
    work_off()
    assert clip.state is ClipState.ERASED
    assert read_orders() == [(clip.id, ErasureReason.CONSENT_WITHDRAWN)]
    assert db.session.scalars(sa.select(CompletedCycle.cycle_id)).one() == clip.cycle_id
