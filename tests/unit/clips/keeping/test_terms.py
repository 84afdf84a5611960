"""The last day of a film: the rule sets it, a choice puts it off, consent alone brings it forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.cases.models import FilmKind, Purpose
from app.clips.keeping.consent_ends import Filmed, Yes
from app.clips.keeping.facts import Choice, FilmFacts
from app.clips.keeping.rules import DEFAULT_RULE
from app.clips.keeping.terms import TermSource, decide_term
from app.clips.models import ErasureReason
from app.organisations.models import RuleBasis

GIVEN = date(2026, 1, 1)
CLOSED = date(2027, 1, 3)
BY_RULE = date(2027, 3, 3)
CLOSED_AT = datetime(2027, 1, 3, 12, tzinfo=UTC)
DAYS = st.dates(date(2026, 6, 1), date(2028, 6, 1))
MAYBE_DAYS = st.none() | DAYS

yeses = st.builds(
    Yes,
    st.sampled_from([Purpose.VIG, Purpose.SUPERVISION]),
    st.just(GIVEN),
    MAYBE_DAYS,
    MAYBE_DAYS,
)
people = st.lists(
    st.builds(
        Filmed, st.just("child"), st.booleans(), MAYBE_DAYS, st.lists(yeses, max_size=4).map(tuple)
    ),
    max_size=3,
)
choices = st.builds(Choice, st.just(Purpose.SUPERVISION), DAYS, st.just(CLOSED_AT))
facts_of_films = st.builds(
    FilmFacts,
    clip_id=st.just(1),
    kind=st.sampled_from(FilmKind),
    rule=st.just(DEFAULT_RULE),
    basis_days=st.fixed_dictionaries({RuleBasis.CASE_CLOSED: MAYBE_DAYS}),
    people=people,
    extension=st.none() | choices,
)


def agree(
    until_on: date | None = None,
    *,
    withdrawn_on: date | None = None,
    purpose: Purpose = Purpose.VIG,
) -> Yes:
    return Yes(purpose, GIVEN, until_on, withdrawn_on)


def film(*said: tuple[Yes, ...], closed_on: date | None = CLOSED) -> FilmFacts:
    """A film that shows one person for each set of consents."""
    return FilmFacts(
        clip_id=1,
        kind=FilmKind.INTERACTION,
        rule=DEFAULT_RULE,
        basis_days={RuleBasis.CASE_CLOSED: closed_on},
        people=[Filmed(f"child {n}", True, None, yeses) for n, yeses in enumerate(said, 1)],
    )


def choose(until_on: date, purpose: Purpose = Purpose.SUPERVISION) -> Choice:
    return Choice(purpose, until_on, CLOSED_AT + timedelta(days=1))


def test_while_the_case_is_open_and_consent_has_no_end_there_is_no_last_day() -> None:
    term = decide_term(film((agree(),), closed_on=None))
    assert (term.due_on, term.source) == (None, TermSource.RULE)


def test_the_rule_counts_from_the_day_the_case_was_closed() -> None:
    term = decide_term(film((agree(),)))
    assert (term.due_on, term.source) == (BY_RULE, TermSource.RULE)


def test_the_consent_that_ends_first_brings_the_day_forward_and_is_named() -> None:
    term = decide_term(film((agree(),), (agree(date(2027, 2, 1)),), (agree(date(2027, 2, 9)),)))
    assert (term.due_on, term.source) == (date(2027, 2, 1), TermSource.CONSENT)
    assert term.limit is not None
    assert term.limit.label == "child 2"


def test_a_consent_given_again_takes_the_place_of_the_one_that_ended() -> None:
    term = decide_term(film((agree(date(2027, 1, 20)), agree(date(2027, 2, 20)))))
    assert term.due_on == date(2027, 2, 20)


def test_a_withdrawn_consent_ends_the_day_before() -> None:
    term = decide_term(film((agree(withdrawn_on=date(2027, 1, 10)),)))
    assert (term.due_on, term.source) == (date(2027, 1, 9), TermSource.CONSENT)


def test_who_never_said_anything_hides_a_film_and_destroys_none() -> None:
    assert decide_term(film((agree(),), ())).due_on == BY_RULE


def test_an_extension_puts_the_day_off_as_far_as_its_purpose_permits() -> None:
    permitted = (agree(), agree(date(2027, 4, 30), purpose=Purpose.SUPERVISION))
    extended = replace(film(permitted), extension=choose(date(2027, 6, 1)))
    term = decide_term(extended)
    assert (term.due_on, term.source) == (date(2027, 4, 30), TermSource.EXTENSION)


def test_an_extension_without_its_consent_changes_nothing() -> None:
    extended = replace(film((agree(),)), extension=choose(date(2027, 6, 1)))
    assert (decide_term(extended).due_on, decide_term(extended).source) == (
        BY_RULE,
        TermSource.RULE,
    )


def test_who_comes_of_age_hides_a_film_and_destroys_none_that_was_to_be_kept() -> None:
    person = Filmed("child", True, date(2027, 1, 1), (agree(), agree(purpose=Purpose.SUPERVISION)))
    chosen = choose(date(2027, 6, 1))
    for facts in (replace(film(), extension=chosen), replace(film(), decision=chosen)):
        assert decide_term(replace(facts, people=[person])).due_on == date(2027, 6, 1)


def test_somebody_added_later_destroys_no_film_that_was_to_be_kept() -> None:
    before = film((agree(), agree(purpose=Purpose.SUPERVISION)))
    added = [*before.people, Filmed("teacher", True, None, ())]
    chosen = choose(date(2027, 6, 1))
    for facts in (replace(before, extension=chosen), replace(before, decision=chosen)):
        assert decide_term(replace(facts, people=added)).due_on == date(2027, 6, 1)


def test_a_decision_somebody_later_does_not_share_gives_way_to_the_rule() -> None:
    before = film((agree(), agree(purpose=Purpose.SUPERVISION)), (agree(),))
    term = decide_term(replace(before, decision=choose(date(2027, 6, 1))))
    assert (term.due_on, term.source) == (BY_RULE, TermSource.RULE)


def test_everything_withdrawn_after_the_closing_is_the_end_of_a_consent() -> None:
    """Otherwise the film would wait for the daily run, and its record name the wrong reason."""
    ended = date(2027, 1, 10)
    said = tuple(agree(withdrawn_on=ended, purpose=one) for one in (Purpose.VIG, Purpose.TEACHING))
    for purpose in (Purpose.VIG, Purpose.TEACHING):
        term = decide_term(replace(film(said), decision=choose(date(2027, 6, 1), purpose)))
        assert (term.due_on, term.source) == (date(2027, 1, 9), TermSource.CONSENT)
        assert term.erasure_reason is ErasureReason.CONSENT_WITHDRAWN


def test_what_was_decided_at_closing_takes_the_place_of_the_rule_also_where_it_is_sooner() -> None:
    said = (agree(), agree(purpose=Purpose.SUPERVISION))
    decided = replace(film(said), decision=Choice(Purpose.SUPERVISION, date(2027, 2, 1), CLOSED_AT))
    term = decide_term(decided)
    assert (term.due_on, term.source) == (date(2027, 2, 1), TermSource.DECISION)


def test_an_extension_from_before_the_closing_gives_way_to_what_was_decided_then() -> None:
    said = (agree(), agree(purpose=Purpose.SUPERVISION))
    earlier = Choice(Purpose.SUPERVISION, date(2027, 9, 1), CLOSED_AT - timedelta(days=9))
    decided = replace(
        film(said),
        decision=Choice(Purpose.SUPERVISION, date(2027, 2, 1), CLOSED_AT),
        extension=earlier,
    )
    assert decide_term(decided).due_on == date(2027, 2, 1)
    later = replace(decided, extension=choose(date(2027, 5, 1)))
    assert decide_term(later).due_on == date(2027, 5, 1)


def test_only_the_people_on_the_film_end_it() -> None:
    beside = Filmed("teacher", False, None, (agree(date(2027, 1, 5)),))
    shown = Filmed("child", True, None, (agree(),))
    facts = replace(film(), people=[shown, beside])
    assert decide_term(facts).due_on == BY_RULE
    review = decide_term(replace(facts, kind=FilmKind.SHARED_REVIEW))
    assert review.due_on == date(2027, 1, 5)


@given(facts_of_films)
def test_an_extension_never_brings_the_day_forward(facts: FilmFacts) -> None:
    with_it, without = decide_term(facts).due_on, decide_term(replace(facts, extension=None)).due_on
    assert without is None or (with_it is not None and with_it >= without)


@given(facts_of_films)
def test_nothing_keeps_a_film_beyond_a_consent_to_vig(facts: FilmFacts) -> None:
    due = decide_term(facts).due_on
    shown = [person for person in facts.people if person.is_on(facts.kind)]
    for person in shown:
        ends = [yes.last_day for yes in person.said if yes.purpose is Purpose.VIG]
        if ends and max(ends) != date.max:
            assert due is not None
            assert due <= max(ends)


@given(facts_of_films, st.lists(yeses, min_size=1, max_size=3).map(tuple))
def test_one_more_person_on_a_film_never_keeps_it_longer(
    facts: FilmFacts, said: tuple[Yes, ...]
) -> None:
    before = decide_term(facts).due_on
    more = replace(facts, people=[*facts.people, Filmed("child", True, None, said)])
    if facts.people and any(person.is_on(facts.kind) for person in facts.people):
        after = decide_term(more).due_on
        assert before is None or (after is not None and after <= before)
