"""Who leaves, and who sees it through."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person
from app.core.actor import Actor, RoleName
from app.retention.leaving.models import Leaving


def can_leave(actor: Actor) -> bool:
    """Everybody with an account may leave."""
    return actor.person_id > 0


def can_see_leavings(actor: Actor) -> bool:
    """The office sees who leaves."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_close(actor: Actor, person: Person) -> bool:
    """Somebody else of the office closes the account: two people's word."""
    return actor.holds(RoleName.ADMINISTRATOR) and actor.person_id != person.id


def can_finish(actor: Actor) -> bool:
    """What leaving entails is carried out by the worker."""
    return actor.is_system


def is_current() -> sa.ColumnElement[bool]:
    """Leavings that nobody took back, whether begun or finished."""
    return Leaving.withdrawn_at.is_(None) & Leaving.reopened_at.is_(None)
