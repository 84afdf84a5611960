"""A file after it was read, before anybody decided what its tiers become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_ANNOTATIONS = 20_000


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One annotation. ``place`` is where it stands in its file, in words; ``words`` is what is said or seen; ``tags`` are
    pairs of a party and the uuid of a principle or item. A time that could not be read is None."""

    place: str
    start_ms: int | None
    end_ms: int | None
    words: str = ""
    title: str = ""
    reason: str = ""
    goal: str = ""
    tags: Sequence[tuple[str, str]] = ()

    @property
    def length(self) -> int:
        """How many characters people wrote in it."""
        tags = sum(len(party) + len(name) for party, name in self.tags)
        return len(self.words) + len(self.title) + len(self.reason) + tags


@dataclass(frozen=True, slots=True)
class ReadTier:
    """Annotations that belong together; ``target`` is what they most likely are, and ``why_not`` why they can never come
    in."""

    name: str
    target: str
    lines: Sequence[ReadLine]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of the file that could not be read at all."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Everything that was read of one file; ``notes`` are things to know before saying yes, ``film_ms`` is the length of
    the film it was made of, where it says."""

    kind: str
    tiers: Sequence[ReadTier]
    unread: Sequence[Unread] = ()
    notes: Sequence[str] = ()
    film_ms: int | None = None

    def write(self) -> dict[str, Any]:
        """The same as plain values, to be kept for a while."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> ReadFile:
        """What `write` wrote."""
        tiers = [
            ReadTier(
                tier["name"],
                tier["target"],
                [_read_line(line) for line in tier["lines"]],
                tier["why_not"],
            )
            for tier in kept["tiers"]
        ]
        unread = [Unread(**each) for each in kept["unread"]]
        return cls(kept["kind"], tiers, unread, kept["notes"], kept["film_ms"])


def _read_line(kept: Mapping[str, Any]) -> ReadLine:
    tags = [(party, uuid) for party, uuid in kept["tags"]]
    return ReadLine(**{**kept, "tags": tags})
