"""Who sees and changes a profile, and the lists behind it."""

from __future__ import annotations

from app.core.actor import Actor, RoleName


def can_see_profile(actor: Actor, person_id: int) -> bool:
    """A profile is its person's own; the office sees it too. Others see name and pronouns, and no more."""
    return actor.person_id == person_id or can_edit_lists(actor)


def can_change_profile(actor: Actor, person_id: int) -> bool:
    """Only the person themselves say who they are."""
    return actor.person_id == person_id


def can_edit_lists(actor: Actor) -> bool:
    """The office keeps the lists that people choose from."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
