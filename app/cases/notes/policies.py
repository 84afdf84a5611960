"""Who writes down how a cycle went, and ticks what stands beside it."""

from __future__ import annotations

from app.cases.models import Cycle
from app.cases.notes.models import MarkKind
from app.cases.policies import can_work_with
from app.core.actor import Actor


def can_note(actor: Actor, cycle: Cycle) -> bool:
    """How a cycle went is written down by the trainee whose work it is."""
    return can_work_with(actor, cycle.client)


def can_tick(actor: Actor, cycle: Cycle, kind: MarkKind) -> bool:
    """Trainees tick what they did themselves; that they were supervised is not theirs to say alone."""
    return kind.is_by_hand and can_work_with(actor, cycle.client)
