"""Who writes and reads what a trainee thinks about a cycle."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import can_work_with, consented
from app.cases.reflections.models import Reflection
from app.core.actor import Actor
from app.trainees.policies import own_enrolments


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Reflections the actor may read now: their own always, their trainees' once shared, while *supervision* runs."""
    if actor.is_system:
        return sa.true()
    own = Client.enrolment_id.in_(own_enrolments(actor))
    supervised = Client.enrolment_id.in_(actor.supervised_ids)
    opened = consented(Client.id, Purpose.SUPERVISION)
    return sa.or_(
        Reflection.cycle_id.in_(_select_cycles(own)),
        Reflection.shared_at.is_not(None)
        & Reflection.cycle_id.in_(_select_cycles(supervised & opened)),
    )


def can_reflect(actor: Actor, cycle: Cycle) -> bool:
    """Trainees think about their own cycles, and say who may read it."""
    return can_work_with(actor, cycle.client)


def _select_cycles(of_client: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(Cycle.id).join(Cycle.client).where(of_client).correlate(None)
