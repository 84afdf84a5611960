"""What outlives the database: one small object for each film that was erased, beside the sealed films.

It is written before the first key is destroyed. A database that is restored from before the erasure is compared with
these, and a key that is restored is refused by them (`stores.is_erased`). It names nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.cases.models import FilmKind
from app.clips.models import ErasureReason
from app.storage.errors import FilmDamaged
from app.storage.objects import Objects
from app.stores import sealed_objects

_FOLDER = "deletions"


@dataclass(frozen=True, slots=True)
class Deletion:
    """That a film was erased: which, of what kind, when it was asked for and why, and what it had been.

    ``rendering_uuids`` name the films that had something of it in them and went with it.
    """

    clip_uuid: UUID
    kind: FilmKind
    reason: ErasureReason
    ordered_at: datetime
    sha256: str | None
    size_bytes: int
    rendering_uuids: tuple[UUID, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """Where everything lay that was stored of it."""
        return tuple(f"films/{uuid}" for uuid in (self.clip_uuid, *self.rendering_uuids))

    def to_bytes(self) -> bytes:
        """The object's content: JSON, for whoever reads it without the portal."""
        fields = {
            "film": str(self.clip_uuid),
            "kind": self.kind.value,
            "reason": self.reason.value,
            "ordered_at": self.ordered_at.isoformat(),
            "sha256": self.sha256,
            "size_bytes": self.size_bytes,
            "renderings": [str(uuid) for uuid in self.rendering_uuids],
        }
        return json.dumps(fields).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Deletion:
        """Read what ``to_bytes`` wrote. Raises FilmDamaged."""
        try:
            fields = json.loads(data)
            return cls(
                UUID(fields["film"]),
                FilmKind(fields["kind"]),
                ErasureReason(fields["reason"]),
                datetime.fromisoformat(fields["ordered_at"]),
                fields["sha256"],
                fields["size_bytes"],
                tuple(UUID(uuid) for uuid in fields.get("renderings", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FilmDamaged from error


class Ledger:
    """The deletions of one installation. Each is written once and never removed."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def write(self, deletion: Deletion) -> None:
        """Keep it for good; one that stands there already stays as it is.

        Each film that was made of it has an entry of its own, so that its key is refused like the film's own.
        """
        of_renderings = [
            replace(deletion, clip_uuid=uuid, sha256=None, size_bytes=0, rendering_uuids=())
            for uuid in deletion.rendering_uuids
        ]
        for each in (*of_renderings, deletion):
            name = _name(each.clip_uuid)
            if self._objects.get(name) is None:
                self._objects.create(name, each.to_bytes())
            self._objects.settle(_FOLDER, [name])

    def find(self, clip_uuid: UUID) -> Deletion | None:
        """The deletion of this film, or None. Raises FilmDamaged where it cannot be read."""
        data = self._objects.get(_name(clip_uuid))
        return None if data is None else Deletion.from_bytes(bytes(data))

    def list_films(self) -> Iterator[UUID]:
        """Yield every film that has a deletion, in no order, without holding them all."""
        for stored in self._objects.list_objects(_FOLDER):
            with suppress(ValueError):  # something else that somebody laid there
                yield UUID(stored.name.rpartition("/")[2])


def deletion_ledger() -> Ledger:
    """The ledger of this installation."""
    return Ledger(sealed_objects())


def _name(clip_uuid: UUID) -> str:
    return f"{_FOLDER}/{clip_uuid}"
