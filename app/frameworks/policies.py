"""Who words the principles."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_edit_vocabulary(actor: Actor) -> bool:
    """The association's office words the principles that everybody tags with."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
