"""What stands on the page of a cycle beside its films: how it went, the goals, the marks, the reflections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.cases.goals.queries import list_goals
from app.cases.goals.views import GoalView
from app.cases.models import Cycle
from app.cases.notes.models import MarkKind
from app.cases.notes.queries import list_marks, read_notes
from app.cases.notes.said import CycleNotes
from app.cases.reflections.models import Reflection
from app.cases.reflections.queries import list_reflections
from app.core.actor import Actor


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Something that stands beside a cycle, and since when; None: not yet."""

    kind: MarkKind
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class CycleWork:
    """The work of one cycle as somebody may see it now."""

    notes: CycleNotes
    marks: Sequence[MarkLine]
    goals: Sequence[GoalView]
    reflections: Sequence[Reflection]


def read_cycle_work(actor: Actor, cycle: Cycle) -> CycleWork:
    """Read it, in a fixed number of queries. Goals that have ended are left out unless this cycle rated them."""
    marks = list_marks(actor, cycle)
    goals = list_goals(actor, cycle.client)
    return CycleWork(
        notes=read_notes(actor, cycle),
        marks=[
            MarkLine(kind, marks[kind].reached_on if kind in marks else None) for kind in MarkKind
        ],
        goals=[goal for goal in goals if goal.goal.ended_on is None or goal.find_rating(cycle)],
        reflections=list_reflections(actor, cycle),
    )
