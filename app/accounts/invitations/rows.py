"""An invitation as a line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts.invitations.models import Invitation, State
from app.accounts.invitations.policies import can_change
from app.accounts.invitations.words import label_roles
from app.core.actor import Actor


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """What its line says. ``inviter`` is empty where the operator invited."""

    uuid: UUID
    email: str
    full_name: str
    invited_as: str
    inviter: str
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    state: State
    is_backed: bool
    can_be_sent: bool
    can_be_revoked: bool


def build_row(actor: Actor, invitation: Invitation) -> InvitationRow:
    """The line, and what this person may do with it."""
    may_change = can_change(actor, invitation) and invitation.superseded_at is None
    return InvitationRow(
        uuid=invitation.uuid,
        email=invitation.email,
        full_name=invitation.full_name,
        invited_as=label_roles(invitation.role_names),
        inviter=invitation.invited_by.full_name if invitation.invited_by else "",
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        state=invitation.state,
        is_backed=invitation.is_backed,
        can_be_sent=may_change and invitation.state in {State.OPEN, State.EXPIRED},
        can_be_revoked=may_change and invitation.state is State.OPEN,
    )
