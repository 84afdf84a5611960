"""Giving and taking roles, with who and when. Who may is a question of the services that call here."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.changes.models import RoleWithdrawal
from app.accounts.models import Person, person_role
from app.accounts.queries import get_role
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor, RoleName
from app.core.database import lock_row
from app.extensions import db


def record_grant(actor: Actor, person: Person, role: RoleName) -> bool:
    """Let somebody hold a role from now on; answers whether that is new."""
    lock_row(db.session(), person)
    if any(held.name is role for held in person.roles):
        return False
    db.session.execute(
        sa.insert(person_role).values(
            person_id=person.id,
            role_id=get_role(role).id,
            granted_at=clock.now(),
            granted_by_id=actor.hand,
        )
    )
    db.session.expire(person, ["roles"])
    record_event(actor, f"role.granted.{role}", "person", person.uuid, about=person.id)
    return True


def record_withdrawal(actor: Actor, person: Person, role: RoleName) -> bool:
    """Let somebody hold a role no more, and keep since when they did; answers whether they held it."""
    lock_row(db.session(), person)
    held = sa.and_(person_role.c.person_id == person.id, person_role.c.role_id == get_role(role).id)
    grant = db.session.execute(
        sa.select(person_role.c.granted_at, person_role.c.granted_by_id).where(held)
    ).one_or_none()
    if grant is None:
        return False
    db.session.execute(sa.delete(person_role).where(held))
    db.session.expire(person, ["roles"])
    db.session.add(
        RoleWithdrawal(
            person_id=person.id,
            role=role,
            granted_at=grant.granted_at,
            granted_by_id=grant.granted_by_id,
            withdrawn_by_id=actor.hand,
        )
    )
    record_event(actor, f"role.withdrawn.{role}", "person", person.uuid, about=person.id)
    return True
