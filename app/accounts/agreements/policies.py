"""Who accepts, and who publishes."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_accept(actor: Actor) -> bool:
    """Everybody accepts for themselves; nobody for somebody else."""
    return actor.person_id > 0


def can_publish(actor: Actor) -> bool:
    """The office words what everybody agrees to."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
