"""Reasons for access, read."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.core.actor import Actor, RoleName
from app.extensions import db


def build_actor(person: Person) -> Actor:
    """Everything the policies may ask about this person, in one query. Only allocations that run now count."""
    running = db.session.execute(
        sa.select(Allocation.kind, Allocation.enrolment_id).where(
            Allocation.person_id == person.id, Allocation.ended_at.is_(None)
        )
    ).all()
    return Actor(
        person_id=person.id,
        roles=frozenset(RoleName(role.name) for role in person.roles),
        supervised_ids=frozenset(e for kind, e in running if kind is AllocationKind.SUPERVISOR),
        reviewing_ids=frozenset(e for kind, e in running if kind is AllocationKind.REVIEWER),
    )
