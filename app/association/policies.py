"""Who sits at the association's desk."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_see_association(actor: Actor) -> bool:
    """The office sees numbers, names and stages. It never sees films, clients or statements."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_export(actor: Actor) -> bool:
    """The office takes its lists with it; each time is on record."""
    return actor.holds(RoleName.ADMINISTRATOR)
