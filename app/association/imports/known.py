"""What the portal knows already about the people of a list, read beforehand, so that planning asks nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.actor import RoleName


@dataclass(frozen=True, slots=True)
class KnownTraining:
    """A training that is registered; ``reviewer_ids`` review one of its stages now."""

    id: int
    version_id: int
    was_supervised: bool
    has_position: bool
    reviewer_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody with an account; ``numbers`` are their accreditation numbers, ``withdrawn`` roles somebody took from them.

    ``former_address`` says that the list names an address they no longer use.
    """

    id: int
    full_name: str
    active: bool
    roles: frozenset[RoleName] = frozenset()
    trainings: Sequence[KnownTraining] = ()
    numbers: Collection[str] = ()
    withdrawn: frozenset[RoleName] = frozenset()
    former_address: bool = False

    def find_training(self, version_id: int) -> KnownTraining | None:
        """Their training on this version of a pathway."""
        return next((t for t in self.trainings if t.version_id == version_id), None)


@dataclass(frozen=True, slots=True)
class Known:
    """People by their address in small letters, and whose each accreditation number is, in small letters too."""

    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    owners: Mapping[str, int] = field(default_factory=dict)
