"""Whose sign-ins somebody may change."""

from __future__ import annotations

from app.core.actor import Actor


def can_change(actor: Actor, person_id: int | None = None) -> bool:
    """One's own, and the system anybody's. Without ``person_id``: any of the actor's own."""
    return (
        actor.is_system
        or actor.person_id == person_id
        or (person_id is None and actor.person_id > 0)
    )
