"""Who is asking: a frozen value built once per request, never a database object."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime


class RoleName(enum.StrEnum):
    """What a person may be in the association. One person may hold several."""

    TRAINEE = "trainee"
    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the moment of asking, with every reason for access they hold today.

    ``supervised_ids``, ``reviewing_ids`` and ``peer_ids`` are ids of enrolments: the trainees this person supervises
    now, those whose stage they are appointed to review now, and those who show them films for intervision.
    ``named_for_ids`` are the organisations that named this person. Policies read nothing else, so they stay pure.
    """

    person_id: int
    roles: frozenset[RoleName] = field(default_factory=frozenset)
    supervised_ids: frozenset[int] = field(default_factory=frozenset)
    reviewing_ids: frozenset[int] = field(default_factory=frozenset)
    peer_ids: frozenset[int] = field(default_factory=frozenset)
    named_for_ids: frozenset[int] = field(default_factory=frozenset)
    films_closed_until: datetime | None = None
    """Until when no film is open to this person, also not their own; None where films are as open as ever."""
    is_system: bool = False

    @property
    def hand(self) -> int | None:
        """By whose hand something is done, as rows keep it; None for the system and for visitors."""
        return self.person_id if self.person_id > 0 else None

    def holds(self, role: RoleName) -> bool:
        """Whether the person holds this role now."""
        return role in self.roles

    def supervises(self, enrolment_id: int) -> bool:
        """Whether the person is the current supervisor of this enrolment."""
        return enrolment_id in self.supervised_ids

    def reviews(self, enrolment_id: int) -> bool:
        """Whether the person is now appointed to review a stage of this enrolment."""
        return enrolment_id in self.reviewing_ids


SYSTEM = Actor(person_id=0, is_system=True)
"""The worker and the command line, acting for nobody in particular."""

NOBODY = Actor(person_id=-1)
"""A signed-out visitor: holds no role and owns nothing."""
