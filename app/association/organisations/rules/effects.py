"""What another retention rule would do to the films that are here: numbers, no films."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.association.organisations.queries import count_films, list_film_ids
from app.clips.keeping.facts import FilmFacts
from app.clips.keeping.queries import list_facts
from app.clips.keeping.rules import Rule
from app.clips.keeping.terms import decide_term
from app.core.actor import Actor
from app.organisations.models import Organisation

AT_ONCE = 500
"""Films that are looked at together: as many as stand in one statement."""


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """How many films would go earlier, how many of those now, and how many later; ``looked_at`` of ``films``."""

    earlier: int
    due_now: int
    later: int
    looked_at: int
    films: int

    @property
    def unchanged(self) -> int:
        """Films whose last day stays as it is."""
        return self.looked_at - self.earlier - self.later


def weigh_rule(actor: Actor, organisation: Organisation, rule: Rule) -> RuleEffect:
    """Work out the last day of each film under the rule that holds and under this one."""
    ids = list_film_ids(actor, organisation)
    earlier = later = due_now = 0
    for start in range(0, len(ids), AT_ONCE):
        for facts in list_facts(ids[start : start + AT_ONCE]):
            before, after = _last_day(facts), _last_day(replace(facts, rule=rule))
            earlier += after < before
            later += after > before
            due_now += (
                decide_term(replace(facts, rule=rule)).is_due and not decide_term(facts).is_due
            )
    return RuleEffect(earlier, due_now, later, len(ids), count_films(actor, organisation))


def _last_day(facts: FilmFacts) -> date:
    return decide_term(facts).due_on or date.max
