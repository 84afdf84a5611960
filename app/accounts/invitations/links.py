"""The address in the letter."""

from __future__ import annotations

from uuid import UUID

from flask import current_app

from app.accounts.invitations.models import Invitation
from app.accounts.invitations.tokens import make_token, read_token
from app.extensions import current_settings


def build_path(invitation: Invitation) -> str:
    """Where the link of an invitation leads, below the portal's own address. Whoever knows it can use it."""
    token = make_token(current_settings().secret_key, invitation.link_key)
    return current_app.url_map.bind("").build("acceptances.show_invitation", {"token": token})


def build_link(invitation: Invitation) -> str:
    """The whole address."""
    return current_settings().public_url + build_path(invitation)


def read_link_key(token: str) -> UUID | None:
    """What the token in an address stands for; None where this installation did not make it."""
    return read_token(current_settings().secret_key, token)
