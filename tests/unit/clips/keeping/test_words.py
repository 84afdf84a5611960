"""How long a film stays, in calm words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from app.cases.models import Purpose
from app.clips.keeping.consent_ends import ConsentEnd
from app.clips.keeping.facts import Choice
from app.clips.keeping.rules import DEFAULT_RULE, Rule
from app.clips.keeping.terms import FilmTerm, TermSource
from app.clips.keeping.words import tell_days_left, tell_period, tell_term
from app.clips.models import ErasureReason, Hold, HoldKind
from app.organisations.models import RuleBasis, RuleUnit

LAST = date(2027, 3, 3)
LIMIT = ConsentEnd(Purpose.VIG, "child", LAST)
CHOICE = Choice(Purpose.SUPERVISION, LAST, datetime(2027, 1, 3, tzinfo=UTC))


def make_term(
    due_on: date | None = LAST,
    source: TermSource = TermSource.RULE,
    *,
    rule: Rule = DEFAULT_RULE,
    limit: ConsentEnd | None = LIMIT,
    hold: Hold | None = None,
) -> FilmTerm:
    return FilmTerm(1, due_on, source, rule, limit, CHOICE, hold, is_ordered=False)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (make_term(), "Kept until 3 March 2027: two months after the case is closed"),
        (make_term(None), "Kept while the case is open, then two months"),
        (
            make_term(None, rule=Rule(RuleBasis.SHARED_REVIEW, 26, RuleUnit.WEEKS)),
            "Kept until 26 weeks after the shared review",
        ),
        (
            make_term(source=TermSource.CONSENT),
            "Kept until 3 March 2027: then the consent of the child to “VIG with me” ends",
        ),
        (
            make_term(source=TermSource.EXTENSION),
            "Kept until 3 March 2027: longer, with the family’s consent to “Supervision”",
        ),
        (
            make_term(source=TermSource.DECISION),
            "Kept until 3 March 2027: decided when the case was closed, with the consent to “Supervision”",
        ),
        (make_term(hold=Hold(kind=HoldKind.REASON, until_on=LAST)), "Held until 3 March 2027"),
        (
            make_term(hold=Hold(kind=HoldKind.SAFEGUARDING, until_on=LAST)),
            "Held for safeguarding; looked at again on 3 March 2027",
        ),
    ],
)
def test_a_film_says_until_when_it_stays_and_why(term: FilmTerm, words: str) -> None:
    assert tell_term(term) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2027-01-20", "42 days left"),
        ("2027-03-02", "one day left"),
        ("2027-03-03", "today is its last day"),
        ("2027-03-04", "it goes now"),
    ],
)
def test_the_days_are_counted_to_the_last(today: str, words: str) -> None:
    with time_machine.travel(f"{today}T12:00:00Z"):
        assert tell_days_left(make_term()) == words
        assert make_term().is_due == (words == "it goes now")


def test_nothing_is_counted_while_nothing_runs() -> None:
    hold = Hold(kind=HoldKind.REASON, until_on=LAST)
    assert tell_days_left(make_term(None)) == tell_days_left(make_term(hold=hold)) == ""


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (1, RuleUnit.MONTHS, "one month"),
        (10, RuleUnit.DAYS, "ten days"),
        (11, RuleUnit.WEEKS, "11 weeks"),
    ],
)
def test_periods_are_said_as_people_say_them(amount: int, unit: RuleUnit, words: str) -> None:
    assert tell_period(Rule(RuleBasis.FILMED, amount, unit)) == words


@pytest.mark.parametrize(
    ("source", "is_withdrawn", "reason"),
    [
        (TermSource.RULE, True, ErasureReason.RULE),
        (TermSource.DECISION, False, ErasureReason.RULE),
        (TermSource.CONSENT, False, ErasureReason.CONSENT_ENDED),
        (TermSource.CONSENT, True, ErasureReason.CONSENT_WITHDRAWN),
    ],
)
def test_a_film_goes_for_the_reason_that_set_its_last_day(
    source: TermSource, is_withdrawn: bool, reason: ErasureReason
) -> None:
    limit = ConsentEnd(Purpose.VIG, "child", LAST, is_withdrawn)
    assert make_term(source=source, limit=limit).erasure_reason is reason
