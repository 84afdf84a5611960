"""The letter that brings somebody an invitation."""

from __future__ import annotations

from app.accounts.invitations.links import build_path
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.words import describe_roles
from app.core.clock import day_of
from app.core.durations import format_day
from app.extensions import current_settings
from app.notifications.emails import Letter


def write_invitation(invitation: Invitation, *, has_account: bool) -> Letter:
    """Who invites to what, until when, and the link. Whoever has an account is asked to sign in with it."""
    inviter = invitation.invited_by
    return Letter(
        "You are invited to the VIG Portal",
        "accounts/invitation",
        "Look at the invitation" if has_account else "Accept the invitation",
        build_path(invitation),
        {
            "inviter": inviter.full_name if inviter else current_settings().association_name,
            "invited_as": describe_roles(invitation.role_names),
            "until": format_day(day_of(invitation.expires_at)),
            "has_account": has_account,
        },
    )


def name_guest(invitation: Invitation) -> str:
    """Whom the inviter is told of: by the name they invited, else by the address."""
    return invitation.full_name or invitation.email
