"""What is to be done about one film today, and why. Pure."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from app.cases.models import FilmKind
from app.clips.keeping.terms import FilmTerm, TermSource
from app.clips.models import HoldKind
from app.core.durations import format_day

OVERDUE = 0
"""The reminder that a film's last day is over already."""
REMINDED_BEFORE = (1, 7, 14)
"""How many days before a film's last day its trainee is told, the nearest first."""


class Step(enum.StrEnum):
    """What becomes of a film in this run."""

    ERASE = "erase"
    HELD = "held"
    REMIND = "remind"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class KeptFilm:
    """A film that is not erased and not to be erased yet, with whose it is."""

    clip_id: int
    clip_uuid: UUID
    kind: FilmKind
    client_id: int
    client_uuid: UUID
    owner_id: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One film with its term, what is done and the rule behind it in words for the operator.

    ``days_before`` is set where somebody is reminded.
    """

    film: KeptFilm
    term: FilmTerm
    step: Step
    why: str
    days_before: int | None = None


_SOURCES = {
    TermSource.RULE: "by the organisation’s rule",
    TermSource.DECISION: "as decided when the case was closed",
    TermSource.EXTENSION: "as extended",
    TermSource.CONSENT: "when the consent to VIG ends",
}
_HOLDS = {
    HoldKind.REASON: "held with a reason",
    HoldKind.SAFEGUARDING: "held for safeguarding",
}


def plan_film(film: KeptFilm, term: FilmTerm, reminded: Collection[int]) -> Planned:
    """Decide about one film. ``reminded`` is how many days before this last day its trainee was told already.

    After days without a run only the nearest reminder is sent, once. A rule takes no film that nobody was told of: where a
    changed date, rule or organisation makes one overdue at once, its trainee is told first and the next run takes it.
    """
    left = term.days_left
    if left is None:
        return Planned(film, term, Step.KEEP, "no last day yet")
    if left < 0 and term.source is TermSource.RULE and not term.hold and not reminded:
        return Planned(film, term, Step.REMIND, f"{_explain(term)}; told before it goes", OVERDUE)
    if left < 0:
        return Planned(film, term, Step.HELD if term.hold else Step.ERASE, _explain(term))
    due = next((days for days in REMINDED_BEFORE if left <= days), None)
    if due is None or term.hold or due in reminded:
        return Planned(film, term, Step.KEEP, _explain(term))
    return Planned(film, term, Step.REMIND, f"{_explain(term)}; {due} days before", due)


def _explain(term: FilmTerm) -> str:
    held = f"; {_HOLDS[term.hold.kind]}" if term.hold else ""
    return f"last day {format_day(term.due_on)}, {_SOURCES[term.source]}{held}"
