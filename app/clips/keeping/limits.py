"""How far consent lets a film be kept, and the words for whose consent it is. Pure."""

from __future__ import annotations

from datetime import date

from app.cases.models import Purpose
from app.clips.keeping.consent_ends import NEVER, ConsentEnd, find_permission
from app.clips.keeping.errors import ConsentTooShort
from app.clips.keeping.facts import FilmFacts
from app.core.durations import format_day


def find_limit(facts: FilmFacts, purpose: Purpose) -> ConsentEnd:
    """The consent that ends first among those to VIG and to this purpose of everybody on the film."""
    needed = dict.fromkeys((Purpose.VIG, purpose))
    ends = [find_permission(facts.people, facts.kind, one) for one in needed]
    return min(ends, key=lambda end: end.last_day)


def require_consent(facts: FilmFacts, purpose: Purpose, until_on: date) -> None:
    """Raises ConsentTooShort with the consent that limits it, where a film may not be kept until this day."""
    limit = find_limit(facts, purpose)
    if limit.last_day == NEVER:
        raise ConsentTooShort(
            f"Not everybody on this film says yes to {name_purpose(limit.purpose)}. Choose a purpose they all agreed to."
        )
    if until_on > limit.last_day:
        raise ConsentTooShort(
            f"The consent of the {limit.label} to {name_purpose(limit.purpose)} ends on {format_day(limit.last_day)}. "
            "Choose a day until then, or record a consent that lasts longer."
        )


def list_permitted(facts: FilmFacts, today: date) -> list[tuple[Purpose, date]]:
    """Every purpose to which everybody on the film says yes today, with the last day it permits."""
    return [
        (purpose, limit.last_day)
        for purpose in Purpose
        if (limit := find_limit(facts, purpose)).last_day >= today
    ]


def name_purpose(purpose: Purpose) -> str:
    """A purpose inside a sentence, as it stands on the form."""
    return f"“{purpose.label}”"
