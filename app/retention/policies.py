"""Who erases, and who reads what was erased."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.core.actor import Actor, RoleName
from app.retention.models import DeletionRecord
from app.trainees.models import Enrolment


def can_erase(actor: Actor) -> bool:
    """People order an erasure; the worker and the operator's commands carry it out."""
    return actor.is_system


def can_see_all_records(actor: Actor) -> bool:
    """The office sees that films were erased, when and why; whose they were, it does not see."""
    return actor.holds(RoleName.ADMINISTRATOR)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Records of films of the person's own cycles."""
    if actor.is_system:
        return sa.true()
    own = (
        sa.select(Clip.id)
        .join(Clip.cycle)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Enrolment.person_id == actor.person_id)
    )
    return DeletionRecord.clip_id.in_(own)
