"""Who writes and who reads what families sign."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_publish_wording(actor: Actor) -> bool:
    """The office publishes the wordings, its own and those that organisations ask for."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_read_wordings(actor: Actor) -> bool:
    """A form for families is no secret: everybody who is signed in may print it."""
    return actor.is_system or actor.person_id > 0
