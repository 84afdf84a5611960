"""How long films stay, from what is on record."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask

from app.cases.models import Client, FilmedPerson, FilmKind, Purpose
from app.clips.keeping.services import order_erasure
from app.clips.keeping.terms import FilmTerm, TermSource, list_terms
from app.clips.models import Clip, ClipState, ErasureReason, HoldKind
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.organisations.models import RuleBasis, RuleUnit
from tests.conftest import CountQueries
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.keeping import close_case, extend_keeping, place_hold, set_rule
from tests.factories.people import make_enrolment
from tests.factories.practice import give_consent, make_client, make_cycle


def read_term(clip: Clip) -> FilmTerm:
    return list_terms([clip.id])[clip.id]


def find_people(client: Client) -> list[FilmedPerson]:
    return db.session.query(FilmedPerson).filter_by(client_id=client.id).all()


def test_an_open_case_keeps_its_films(app: Flask) -> None:
    term = read_term(make_clip())
    assert (term.due_on, term.source, term.hold, term.is_due) == (
        None,
        TermSource.RULE,
        None,
        False,
    )


def test_a_closed_case_keeps_them_for_two_months(app: Flask) -> None:
    clip = make_clip()
    close_case(clip.cycle.client, date(2026, 1, 31))
    term = read_term(clip)
    assert term.due_on == date(2026, 3, 31)
    assert term.is_due


def test_a_case_that_is_open_again_keeps_them(app: Flask) -> None:
    clip = make_clip()
    close_case(clip.cycle.client, date(2026, 1, 31)).reopened_at = clock.now()
    db.session.commit()
    assert read_term(clip).due_on is None


def test_the_latest_rule_of_the_organisation_holds(app: Flask) -> None:
    clip = make_clip()
    close_case(clip.cycle.client, date(2026, 1, 31))
    set_rule(clip.cycle.client, amount=1)
    set_rule(clip.cycle.client, amount=26, unit=RuleUnit.WEEKS)
    assert read_term(clip).due_on == date(2026, 8, 1)


def test_a_rule_counts_from_the_review_or_from_the_film_s_own_day(app: Flask) -> None:
    client = make_client(make_enrolment())
    cycle = make_cycle(client, filmed_on=date(2026, 2, 2), reviewed_on=date(2026, 2, 9))
    film, review = make_clip(cycle), make_clip(cycle, kind=FilmKind.SHARED_REVIEW)
    set_rule(client, RuleBasis.SHARED_REVIEW, 10, RuleUnit.DAYS)
    assert {read_term(clip).due_on for clip in (film, review)} == {date(2026, 2, 19)}
    set_rule(client, RuleBasis.FILMED, 10, RuleUnit.DAYS)
    assert read_term(film).due_on == date(2026, 2, 12)
    assert read_term(review).due_on == date(2026, 2, 19)
    cycle.filmed_on = None
    db.session.commit()
    assert read_term(film).due_on is None


def test_the_end_of_a_consent_is_the_end_of_the_film(app: Flask) -> None:
    client = make_client(make_enrolment(), Purpose.SUPERVISION)
    parent, child = find_people(client)
    give_consent(parent, Purpose.VIG, until_on=date(2027, 5, 1))
    give_consent(child, Purpose.VIG, until_on=date(2027, 4, 1))
    db.session.commit()
    term = read_term(make_clip(make_cycle(client)))
    assert (term.due_on, term.source) == (date(2027, 4, 1), TermSource.CONSENT)
    assert term.limit is not None
    assert term.limit.label == child.label


def test_a_withdrawn_consent_makes_the_film_due_and_a_hold_stops_that(app: Flask) -> None:
    clip = make_clip()
    withdraw_consent(clip.cycle.client, Purpose.VIG)
    assert read_term(clip).is_due
    hold = place_hold(clip, clock.today() + timedelta(days=3))
    assert read_term(clip).hold is not None
    assert not read_term(clip).is_due
    hold.lifted_at = clock.now()
    db.session.commit()
    assert read_term(clip).is_due


def test_a_hold_with_a_reason_ends_with_its_day_and_one_for_safeguarding_by_hand(
    app: Flask,
) -> None:
    clip = make_clip()
    withdraw_consent(clip.cycle.client, Purpose.VIG)
    yesterday = clock.today() - timedelta(days=1)
    place_hold(clip, yesterday)
    assert read_term(clip).is_due
    place_hold(clip, yesterday, kind=HoldKind.SAFEGUARDING)
    assert not read_term(clip).is_due


def test_an_extension_keeps_a_film_longer(app: Flask) -> None:
    clip = make_clip()
    close_case(clip.cycle.client, date(2026, 1, 31))
    extend_keeping(clip, date(2027, 3, 1))
    term = read_term(clip)
    assert (term.due_on, term.source) == (date(2027, 3, 1), TermSource.EXTENSION)


def test_erased_films_have_no_term_and_ordered_ones_say_so(app: Flask) -> None:
    ordered, erased = make_clip(), make_clip(state=ClipState.ERASED)
    order_erasure(SYSTEM, ordered, ErasureReason.RULE)
    terms = list_terms([ordered.id, erased.id])
    assert set(terms) == {ordered.id}
    assert terms[ordered.id].is_ordered


def test_many_films_are_asked_about_in_as_many_queries_as_one(
    app: Flask, count_queries: CountQueries
) -> None:
    clips = [make_clip() for _ in range(6)]
    for clip in clips:
        close_case(clip.cycle.client)
        set_rule(clip.cycle.client)
        place_hold(clip, clock.today())
        extend_keeping(clip, clock.today())
    ids = [clip.id for clip in clips]
    db.session.expunge_all()
    with count_queries() as few:
        list_terms(ids[:1])
    db.session.expunge_all()
    with count_queries() as many:
        assert len(list_terms(ids)) == 6
    assert len(many) == len(few) == 6
