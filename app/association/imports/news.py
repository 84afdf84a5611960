"""Telling of roles a list gave, as of those that are given by hand."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.queries import list_administrator_ids
from app.association.imports.changes import Change
from app.association.imports.models import MemberImport
from app.association.imports.policies import can_import_members
from app.core.actor import Actor, RoleName
from app.core.policy import require
from app.notifications.services import notify_people


def tell_of_roles(actor: Actor, member_import: MemberImport, changes: Sequence[Change]) -> None:
    """A line for everybody who was here already, and for the rest of the office where a list makes supervisors.

    Whoever is new hears of it by their invitation.
    """
    require(can_import_members(actor))
    for role in RoleName:
        here = [c.person_id for c in changes if c.person_id is not None and role in c.roles]
        subject = f"You are now a {role} in the VIG Portal"
        notify_people(actor, here, subject=subject, path="/")
    if made := sum(RoleName.SUPERVISOR in change.roles for change in changes):
        count = "1 person a supervisor" if made == 1 else f"{made} people supervisors"
        notify_people(
            actor,
            list_administrator_ids(actor),
            subject=f"A list of members made {count}",
            path=f"/association/imports/{member_import.uuid}",
        )
