"""A moment as it is handed in, before it is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.goals.models import Goal
from app.core.time_range import TimeRange
from app.frameworks.models import Principle, PrincipleItem
from app.frameworks.parties import Party


@dataclass(frozen=True, slots=True)
class Tagging:
    """Who did what: a principle, or one of its items."""

    party: Party
    principle: Principle
    item: PrincipleItem | None = None

    @property
    def key(self) -> tuple[Party, int, int | None]:
        """What tells two tags of one moment apart."""
        return self.party, self.principle.id, self.item.id if self.item else None


@dataclass(frozen=True, slots=True)
class Described:
    """Seconds of a film and what is said of them; ``anchor`` in whole milliseconds, brought to frames when it is kept."""

    anchor: TimeRange
    title: str = ""
    note: str = ""
    reason: str = ""
    goal: Goal | None = None
    tags: Sequence[Tagging] = ()
