"""How long a film stays, and what says so. Every page, reminder and erasure asks here, so that all say the same."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from app.cases.models import Purpose
from app.clips.keeping.consent_ends import NEVER, ConsentEnd, find_day_given_up, find_end
from app.clips.keeping.facts import Choice, FilmFacts
from app.clips.keeping.queries import list_facts
from app.clips.keeping.rules import Rule
from app.clips.models import ErasureReason, Hold
from app.core import clock


class TermSource(enum.StrEnum):
    """What the last day of a film comes from."""

    RULE = "rule"
    DECISION = "decision"
    EXTENSION = "extension"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class FilmTerm:
    """How long one film stays.

    ``due_on`` is its last day, None while nothing sets one: it goes on the day after, unless ``hold`` stands.
    ``source`` says what set that day, ``rule`` is the organisation's, ``limit`` the consent to VIG that ends first, and
    ``choice`` the decision or extension that set the day, or was cut short by a consent.
    """

    clip_id: int
    due_on: date | None
    source: TermSource
    rule: Rule
    limit: ConsentEnd | None
    choice: Choice | None
    hold: Hold | None
    is_ordered: bool

    @property
    def days_left(self) -> int | None:
        """Days from today to the last one, 0 on the last; below that it is overdue. None while there is no last day."""
        return None if self.due_on is None else (self.due_on - clock.today()).days

    @property
    def is_due(self) -> bool:
        """Whether it is to be erased now: its last day is over, and no hold stops that."""
        left = self.days_left
        return left is not None and left < 0 and self.hold is None

    @property
    def erasure_reason(self) -> ErasureReason:
        """Why it goes when its last day is over."""
        if self.source is not TermSource.CONSENT:
            return ErasureReason.RULE
        is_withdrawn = self.limit is not None and self.limit.is_withdrawn
        return ErasureReason.CONSENT_WITHDRAWN if is_withdrawn else ErasureReason.CONSENT_ENDED


def list_terms(clip_ids: Collection[int]) -> Mapping[int, FilmTerm]:
    """Clip id -> how long it stays, in a fixed number of queries for any number of films; erased ones are left out."""
    return {facts.clip_id: decide_term(facts) for facts in list_facts(clip_ids)}


def decide_term(facts: FilmFacts) -> FilmTerm:
    """The last day of one film.

    The rule sets it, or what was decided when the case was closed; a later extension puts it off, as long as its own
    purpose permits. The end of a consent to VIG alone brings it forward.
    """
    choice = find_choice(facts)
    day, source = _choose(facts, choice)
    limit = find_end(facts.people, facts.kind, Purpose.VIG)
    if limit is not None and (day is None or limit.last_day <= day):
        day, source = limit.last_day, TermSource.CONSENT
    return FilmTerm(
        clip_id=facts.clip_id,
        due_on=day,
        source=source,
        rule=facts.rule,
        limit=limit,
        choice=choice,
        hold=facts.hold,
        is_ordered=facts.is_ordered,
    )


def find_choice(facts: FilmFacts) -> Choice | None:
    """The day somebody chose last: an extension from before the case was closed gives way to what was decided then."""
    decision, extension = facts.decision, facts.extension
    if decision is None or (extension and extension.chosen_at >= decision.chosen_at):
        return extension
    return decision


def _choose(facts: FilmFacts, choice: Choice | None) -> tuple[date | None, TermSource]:
    """The rule's day, or the chosen one as far as its purpose permits; whoever says yes to other purposes alone leaves
    it to the rule."""
    basis_day = facts.basis_days.get(facts.rule.basis)
    by_rule = None if basis_day is None else facts.rule.count_from(basis_day)
    decided = _cut(facts, facts.decision) if facts.decision else NEVER
    start, source = (
        (by_rule, TermSource.RULE) if decided == NEVER else (decided, TermSource.DECISION)
    )
    if start is None or choice is None or choice is facts.decision:
        return start, source
    later = _cut(facts, choice)
    return (later, TermSource.EXTENSION) if later > start else (start, source)


def _cut(facts: FilmFacts, choice: Choice) -> date:
    return min(choice.until_on, find_day_given_up(facts.people, facts.kind, choice.purpose))
