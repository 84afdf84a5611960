"""Who takes an archive of what is theirs."""

from __future__ import annotations

from app.core.actor import Actor


def can_take_out(actor: Actor) -> bool:
    """Everybody with an account takes what is theirs, and nothing of anybody else."""
    return actor.person_id > 0
