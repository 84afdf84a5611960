"""Who may take away what somebody proves themselves with, so that they set it up anew."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_reset_factors(actor: Actor, person_id: int, *, is_their_supervisor: bool) -> bool:
    """The person's own supervisor, who knows them, and the office; nobody for themselves."""
    knows_them = is_their_supervisor or actor.holds(RoleName.ADMINISTRATOR)
    return knows_them and actor.person_id != person_id
