"""Reflections, read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.models import Cycle
from app.cases.reflections.boxes import Box
from app.cases.reflections.models import Reflection
from app.cases.reflections.policies import visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db


def list_reflections(actor: Actor, cycle: Cycle) -> Sequence[Reflection]:
    """What the actor may read of the reflections on a cycle, each with its prompt, in the order of the prompts."""
    return db.session.scalars(
        sa.select(Reflection)
        .join(Reflection.prompt)
        .where(Reflection.cycle_id == cycle.id, Reflection.body != "", visible_to(actor))
        .options(joinedload(Reflection.prompt))
        .order_by(CaseChoice.retired_at.is_not(None), CaseChoice.position, CaseChoice.id)
    ).all()


def list_boxes(actor: Actor, cycle: Cycle) -> Sequence[Box]:
    """A box for every prompt that is asked today, then those of former prompts that were answered."""
    written = {reflection.prompt_id: reflection for reflection in list_reflections(actor, cycle)}
    asked = list_offered(actor, ChoiceList.REFLECTION_PROMPT)
    current = [Box(prompt, written.pop(prompt.id, None)) for prompt in asked]
    return [*current, *(Box(reflection.prompt, reflection) for reflection in written.values())]


def get_box(actor: Actor, cycle: Cycle, prompt_uuid: UUID) -> Box:
    """The box of one prompt. Raises NotFound for a prompt that is not asked, and was not answered here."""
    found = [box for box in list_boxes(actor, cycle) if box.prompt.uuid == prompt_uuid]
    if not found:
        raise NotFound
    return found[0]


def find_reflection(actor: Actor, cycle: Cycle, prompt: CaseChoice) -> Reflection | None:
    """What stands under one prompt, also where it was emptied."""
    return db.session.scalar(
        sa.select(Reflection).where(
            Reflection.cycle_id == cycle.id, Reflection.prompt_id == prompt.id, visible_to(actor)
        )
    )
