"""Which invitation a link opens."""

from __future__ import annotations

from uuid import UUID

from app.accounts.invitations.errors import LinkOver, LinkUnknown
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.queries import find_by_link


def get_by_link(link_key: UUID | None) -> Invitation:
    """The invitation a link opens now. Raises LinkUnknown for what is no link, LinkOver for one that ended."""
    if link_key is None:
        raise LinkUnknown
    invitation = find_by_link(link_key)
    if invitation is None or not invitation.can_be_used:
        raise LinkOver
    return invitation
