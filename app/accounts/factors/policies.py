"""Who may change how somebody signs in."""

from __future__ import annotations

from app.core.actor import Actor


def can_change_factors(actor: Actor, person_id: int) -> bool:
    """Only oneself. Others can take all of them away, which asks for new ones at the next sign-in."""
    return actor.person_id == person_id


def can_forget_factors(actor: Actor, person_id: int) -> bool:
    """Never one's own: whoever can still sign in changes them one by one."""
    return actor.is_system or actor.person_id != person_id
