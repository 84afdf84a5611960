"""What the film and key stores ask of the place that holds their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

Plain: TypeAlias = bytes | bytearray | memoryview
"""Bytes in any shape that can be written without copying them first."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object: its full name and the UTC instant at which it was last written."""

    name: str
    stored_at: datetime


class Objects(Protocol):
    """A place for named bytes. Names are folders and a last part, joined by ``/``.

    Every method raises ``StorageFull`` or ``StorageUnavailable`` when the place cannot do its part.
    """

    def put(self, name: str, data: Plain) -> None:
        """Store the bytes whole or not at all, in place of any object of that name.

        Afterwards they outlive the death of this process. They outlive a power cut from the next ``settle``
        of their name on; when they replaced an object, either it or they are there before that.
        """

    def create(self, name: str, data: Plain) -> bool:
        """Store the bytes as ``put`` does unless an object of that name is there; return whether they stand now.

        Of several that create the same name at once, all but one are told False.
        """

    def get(self, name: str) -> memoryview | None:
        """Return the object's bytes, or None when there is no such object."""

    def delete(self, names: Iterable[str]) -> None:
        """Remove the objects; a name that is not there is no error."""

    def delete_folder(self, folder: str) -> None:
        """Remove every object below the folder; an empty or absent folder is no error."""

    def list_objects(self, folder: str) -> Iterator[StoredObject]:
        """Yield every object below the folder, at any depth, in no order, without holding them all."""

    def settle(self, folder: str, names: Iterable[str] = ()) -> None:
        """Make these objects of the folder, and every removal from it, outlive a power cut."""
