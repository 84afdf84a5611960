"""How long an organisation keeps films, in calendar days. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.organisations.models import RuleBasis, RuleUnit


@dataclass(frozen=True, slots=True)
class Rule:
    """``amount`` units after the day of ``basis``."""

    basis: RuleBasis
    amount: int
    unit: RuleUnit

    def count_from(self, day: date) -> date:
        """The last day a film is kept where the rule counts from this day."""
        return add_period(day, self.amount, self.unit)


DEFAULT_RULE = Rule(RuleBasis.CASE_CLOSED, 2, RuleUnit.MONTHS)
"""Where an organisation set none, and where a client belongs to none."""


def add_period(day: date, amount: int, unit: RuleUnit) -> date:
    """The day so much later; months by the calendar, so that 31 January and one month are the end of February.

    Later than the calendar goes is its last day.
    """
    try:
        if unit is RuleUnit.MONTHS:
            return _add_months(day, amount)
        return day + timedelta(days=amount * (7 if unit is RuleUnit.WEEKS else 1))
    except (OverflowError, ValueError):
        return date.max


def _add_months(day: date, amount: int) -> date:
    months = day.year * 12 + day.month - 1 + amount
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
