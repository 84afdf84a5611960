"""Calendar days, as an organisation counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.keeping.rules import DEFAULT_RULE, add_period
from app.organisations.models import RuleBasis, RuleUnit

DAYS = st.dates(date(2000, 1, 1), date(2200, 12, 31))
AMOUNTS = st.integers(1, 240)


@pytest.mark.parametrize(
    ("day", "amount", "unit", "last"),
    [
        (date(2027, 1, 31), 1, RuleUnit.MONTHS, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, RuleUnit.MONTHS, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, RuleUnit.MONTHS, date(2027, 2, 28)),
        (date(2027, 1, 3), 2, RuleUnit.MONTHS, date(2027, 3, 3)),
        (date(2026, 11, 30), 13, RuleUnit.MONTHS, date(2027, 12, 30)),
        (date(2027, 1, 3), 26, RuleUnit.WEEKS, date(2027, 7, 4)),
        (date(2027, 2, 28), 1, RuleUnit.DAYS, date(2027, 3, 1)),
        (date(9999, 12, 1), 2, RuleUnit.MONTHS, date.max),
        (date(9999, 12, 1), 40, RuleUnit.DAYS, date.max),
    ],
)
def test_periods_end_where_the_calendar_says(
    day: date, amount: int, unit: RuleUnit, last: date
) -> None:
    assert add_period(day, amount, unit) == last


@given(DAYS, AMOUNTS)
def test_months_keep_the_day_or_end_with_a_shorter_month(day: date, amount: int) -> None:
    later = add_period(day, amount, RuleUnit.MONTHS)
    months = (later.year - day.year) * 12 + later.month - day.month
    assert months == amount
    assert later.day == day.day or (
        later.day < day.day and (later + timedelta(days=1)).month != later.month
    )


@given(DAYS, DAYS, AMOUNTS, st.sampled_from(RuleUnit))
def test_who_begins_later_never_ends_earlier(
    first: date, second: date, amount: int, unit: RuleUnit
) -> None:
    earlier, later = sorted([first, second])
    assert add_period(earlier, amount, unit) <= add_period(later, amount, unit)


@given(DAYS, AMOUNTS, st.sampled_from(RuleUnit))
def test_a_longer_period_ends_later(day: date, amount: int, unit: RuleUnit) -> None:
    assert day < add_period(day, amount, unit) < add_period(day, amount + 1, unit)


def test_without_a_rule_of_its_own_an_organisation_keeps_for_two_months_after_closing() -> None:
    assert DEFAULT_RULE.basis is RuleBasis.CASE_CLOSED
    assert DEFAULT_RULE.count_from(date(2027, 1, 3)) == date(2027, 3, 3)
