"""Who may invite whom: which roles somebody can offer, by the roles they hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.core.actor import RoleName

OFFERS: dict[RoleName, frozenset[RoleName]] = {
    RoleName.ADMINISTRATOR: frozenset(RoleName),
    RoleName.SUPERVISOR: frozenset({RoleName.TRAINEE}),
}
"""A supervisor invites those who took their course; the association invites everybody."""


def list_offers(held: Collection[RoleName]) -> frozenset[RoleName]:
    """The roles that somebody who holds ``held`` may offer in an invitation."""
    return frozenset().union(*(OFFERS.get(role, frozenset()) for role in held))


@dataclass(frozen=True, slots=True)
class Offer:
    """What people are invited to. ``course_ended_on``: the last day of the course they took, where one is known."""

    roles: frozenset[RoleName]
    course_ended_on: date | None = None
