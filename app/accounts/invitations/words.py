"""What an invitation is to, in words."""

from __future__ import annotations

from collections.abc import Collection

from app.core.actor import RoleName

NOUNS = {
    RoleName.TRAINEE: "a trainee",
    RoleName.PRACTITIONER: "a practitioner",
    RoleName.SUPERVISOR: "a supervisor",
    RoleName.ADMINISTRATOR: "an administrator of the association",
}


def describe_roles(roles: Collection[RoleName]) -> str:
    """What somebody is invited as: ``a trainee``, or ``a practitioner and a supervisor``."""
    *first, last = [noun for role, noun in NOUNS.items() if role in roles]
    return f"{', '.join(first)} and {last}" if first else last


def label_roles(roles: Collection[RoleName]) -> str:
    """The same as a label: ``Practitioner, supervisor``."""
    return ", ".join(role.value for role in NOUNS if role in roles).capitalize()
