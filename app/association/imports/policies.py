"""Who brings lists of members in."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_import_members(actor: Actor) -> bool:
    """The office alone: a list makes accounts, roles and accreditations."""
    return actor.holds(RoleName.ADMINISTRATOR)
