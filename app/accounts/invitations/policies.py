"""Who invites whom, and who sees which invitation."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from app.accounts.invitations.grants import list_offers
from app.accounts.invitations.models import Invitation
from app.core.actor import Actor, RoleName


def can_invite(actor: Actor) -> bool:
    """The association and its supervisors invite."""
    return actor.is_system or bool(list_offers(actor.roles))


def can_offer(actor: Actor, roles: Collection[RoleName]) -> bool:
    """Whether these roles are the actor's to offer."""
    return actor.is_system or set(roles) <= list_offers(actor.roles)


def can_invite_many(actor: Actor) -> bool:
    """Inviting a whole list is the association's."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def sees_all(actor: Actor) -> bool:
    """Whether the actor sees everybody's invitations, and may know who has an account."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The association sees all invitations; others those that are their own."""
    return sa.true() if sees_all(actor) else Invitation.invited_by_id == actor.person_id


def can_change(actor: Actor, invitation: Invitation) -> bool:
    """Sending again and taking back: whoever sees it and may still offer what it offers."""
    is_shown = sees_all(actor) or invitation.invited_by_id == actor.person_id
    return is_shown and can_offer(actor, invitation.role_names)


def can_open_account(actor: Actor) -> bool:
    """A new account is opened by its owner, who has none to be signed in with."""
    return actor.is_system or actor.person_id < 0


def can_accept(actor: Actor, person_id: int) -> bool:
    """Everybody answers for themselves."""
    return actor.person_id == person_id
