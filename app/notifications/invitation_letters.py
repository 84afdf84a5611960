"""The letter that brings somebody an invitation, and the news that they came."""

from __future__ import annotations

from app.accounts.invitations.links import build_path
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.words import describe_roles
from app.accounts.queries import list_administrator_ids
from app.core.actor import SYSTEM, RoleName
from app.core.clock import day_of
from app.core.durations import format_day
from app.extensions import current_settings
from app.notifications.emails import Letter
from app.notifications.services import notify, notify_people

OFFICE_IS_TOLD = frozenset({RoleName.ADMINISTRATOR, RoleName.SUPERVISOR})
"""Roles that open other people's affairs."""


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


def tell_of_acceptance(invitation: Invitation) -> None:
    """A line for whoever invited, and for the rest of the office where the guest may now open others' affairs."""
    guest = invitation.accepted_by
    if guest is None:
        return
    if invitation.invited_by_id is not None:
        subject = f"{guest.full_name} has accepted your invitation"
        notify(SYSTEM, invitation.invited_by_id, subject=subject, path="/invitations")
    if offered := invitation.role_names & OFFICE_IS_TOLD:
        others = set(list_administrator_ids(SYSTEM)) - {guest.id, invitation.invited_by_id}
        subject = f"{guest.full_name} has come in by an invitation as {describe_roles(offered)}"
        path = f"/association/people/{guest.uuid}"
        notify_people(SYSTEM, sorted(others), subject=subject, path=path)
