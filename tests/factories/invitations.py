"""Invitations, made straight in the database."""

from __future__ import annotations

from datetime import date
from itertools import count

from app.accounts.invitations.links import build_path
from app.accounts.invitations.models import Invitation
from app.accounts.models import Person
from app.accounts.queries import list_roles
from app.core.actor import RoleName
from app.extensions import db

_numbers = count(1)


def make_invitation(
    inviter: Person | None = None,
    *roles: RoleName,
    email: str | None = None,
    full_name: str = "Asha Rao",
    course_ended_on: date | None = None,
) -> Invitation:
    """An open invitation, of a trainee unless other roles are given."""
    invitation = Invitation(
        email=email or f"guest{next(_numbers)}@example.org",
        full_name=full_name,
        invited_by=inviter,
        course_ended_on=course_ended_on,
        roles=list(list_roles(roles or (RoleName.TRAINEE,))),
    )
    db.session.add(invitation)
    db.session.commit()
    return invitation


def find_welcome(invitation: Invitation) -> str:
    """The address in the letter as it would be written now."""
    return build_path(invitation)
