"""How long a film stays, in words: calm, and the same on every page. Pure."""

from __future__ import annotations

from app.clips.keeping.consent_ends import ConsentEnd
from app.clips.keeping.limits import name_purpose
from app.clips.keeping.rules import Rule
from app.clips.keeping.terms import FilmTerm, TermSource
from app.clips.models import HoldKind
from app.core.durations import format_day
from app.organisations.models import RuleBasis

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
AFTER = {
    RuleBasis.CASE_CLOSED: "the case is closed",
    RuleBasis.SHARED_REVIEW: "the shared review",
    RuleBasis.FILMED: "it was filmed",
}
"""What a rule counts from, after *two months after*."""


def tell_term(term: FilmTerm) -> str:
    """Until when a film stays and why, such as ``Kept until 3 March 2027: two months after the case is closed``."""
    if term.hold is not None:
        return _tell_hold(term)
    if term.due_on is None:
        return _tell_open(term.rule)
    return f"Kept until {format_day(term.due_on)}: {tell_source(term)}"


def tell_source(term: FilmTerm) -> str:
    """What sets the last day."""
    match term.source:
        case TermSource.CONSENT:
            return tell_end(term.limit)
        case TermSource.EXTENSION:
            return f"longer, with the family’s consent to {_name_purpose(term)}"
        case TermSource.DECISION:
            return f"decided when the case was closed, with the consent to {_name_purpose(term)}"
        case TermSource.RULE:
            return f"{tell_period(term.rule)} after {AFTER[term.rule.basis]}"


def tell_end(end: ConsentEnd | None) -> str:
    """That a consent ends: whose, and to what."""
    return f"then the consent of the {end.label} to {name_purpose(end.purpose)} ends" if end else ""


def tell_period(rule: Rule) -> str:
    """``two months``, ``26 weeks``, ``one day``."""
    number = NUMBERS[rule.amount] if rule.amount < len(NUMBERS) else str(rule.amount)
    return f"{number} {rule.unit.value if rule.amount != 1 else rule.unit.value.removesuffix('s')}"


def tell_days_left(term: FilmTerm) -> str:
    """``42 days left``; nothing while there is no last day, or a hold keeps the film beyond it."""
    left = term.days_left
    if left is None or term.hold is not None:
        return ""
    if left < 0:
        return "it goes now"
    if left == 0:
        return "today is its last day"
    return "one day left" if left == 1 else f"{left} days left"


def _tell_hold(term: FilmTerm) -> str:
    hold = term.hold
    if hold is not None and hold.kind is HoldKind.SAFEGUARDING:
        return f"Held for safeguarding; looked at again on {format_day(hold.until_on)}"
    return f"Held until {format_day(hold.until_on if hold else None)}"


def _tell_open(rule: Rule) -> str:
    period = tell_period(rule)
    if rule.basis is RuleBasis.CASE_CLOSED:
        return f"Kept while the case is open, then {period}"
    return f"Kept until {period} after {AFTER[rule.basis]}"


def _name_purpose(term: FilmTerm) -> str:
    return name_purpose(term.choice.purpose) if term.choice else ""
