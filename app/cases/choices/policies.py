"""Who keeps the lists of casework."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_edit_lists(actor: Actor) -> bool:
    """The office keeps the lists that trainees choose from."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
