"""The sealed parts of one film, each an object of its own: segments, the end record and the mark."""

from __future__ import annotations

from collections.abc import Iterable

from app.storage.errors import FilmDamaged
from app.storage.objects import Objects, Plain
from app.storage.segments import seal, segment_index, segment_name, unseal

_LENGTH_SIZE = 8
END = "end"
MARK = "mark"


class FilmParts:
    """Puts, gets and removes the parts of one film. Each is sealed under its own full name.

    A *length record* (``END``, ``MARK``) is a small part that holds one number of plain bytes: ``END`` the length of
    the finished film, ``MARK`` the length up to which an unfinished one has been verified.
    """

    def __init__(self, objects: Objects, film: str, key: bytes) -> None:
        self._objects = objects
        self._film = film
        self._key = key

    def put_segment(self, index: int, plain: Plain) -> None:
        """Seal and store a segment at once or not at all, in place of an earlier one of that index."""
        self._put(segment_name(self._film, index), plain)

    def get_segment(self, index: int) -> bytes:
        """Return a segment's plain bytes; raise ``FilmDamaged`` when it is missing or not what was written."""
        plain = self._find(segment_name(self._film, index))
        if plain is None:
            raise FilmDamaged
        return plain

    def list_segments(self) -> list[int]:
        """Return the indexes of all stored segments, lowest first."""
        names = (stored.name for stored in self._objects.list_objects(self._film))
        return sorted(index for name in names if (index := segment_index(name)) is not None)

    def delete_segments(self, indexes: Iterable[int]) -> None:
        """Remove these segments for good."""
        self._objects.delete([segment_name(self._film, index) for index in indexes])
        self._objects.settle(self._film)

    def settle_segments(self, indexes: Iterable[int]) -> None:
        """Make these segments outlive a power cut."""
        self._objects.settle(self._film, [segment_name(self._film, index) for index in indexes])

    def put_length(self, record: str, length: int) -> None:
        """Store a length record for good."""
        name = f"{self._film}/{record}"
        self._put(name, length.to_bytes(_LENGTH_SIZE))
        self._objects.settle(self._film, [name])

    def find_length(self, record: str) -> int | None:
        """Return the number in a length record, or None without one; raise ``FilmDamaged`` when it was changed."""
        plain = self._find(f"{self._film}/{record}")
        return None if plain is None else int.from_bytes(plain)

    def delete_length(self, record: str) -> None:
        """Remove a length record for good."""
        self._objects.delete([f"{self._film}/{record}"])
        self._objects.settle(self._film)

    def _put(self, name: str, plain: Plain) -> None:
        self._objects.put(name, seal(self._key, name, plain))

    def _find(self, name: str) -> bytes | None:
        sealed = self._objects.get(name)
        return None if sealed is None else unseal(self._key, name, sealed)
