"""The keys of the films and of small secrets, wrapped by the master key and kept apart from films and database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.storage.errors import FilmExists, FilmMissing
from app.storage.key_records import DESTROYED, KeyRecord, StoredKey, make_half
from app.storage.master_keys import KeyRing
from app.storage.objects import Objects, StoredObject
from app.storage.segments import make_key

_HALVES = "halves/"


class KeyStore:
    """One record and one half per key; neither opens anything without the other and the master key.

    A *record* is named after its film and may be wrapped anew. A *half* is random, written once and overwritten only
    when the key is destroyed: whatever is put back into a record afterwards, by whomever and however late, stays shut.
    Destroying a key leaves both empty until the film's bytes are gone too: whatever is stored anywhere is named here.
    The place must keep no old versions, or a destroyed key could be fetched back.
    """

    def __init__(self, objects: Objects, ring: KeyRing) -> None:
        self._objects = objects
        self.ring = ring

    def create_key(self, name: str) -> None:
        """Make and keep a random 256-bit key; raise ``FilmExists`` where there is a record already."""
        if self._objects.get(name) is not None:
            raise FilmExists
        half = make_half()
        self._put(_half_of(name), half)
        self._put(name, self._wrap(name, half, make_key()))

    def find_key(self, name: str) -> bytes | None:
        """Return the key, or None when it was never made or has been destroyed.

        Raises ``WrongMasterKey`` when no master key of the ring wrapped it, ``FilmDamaged`` when it was changed.
        """
        stored = self.read(name)
        return None if stored.is_gone else stored.unwrap(self.ring, name)

    def find_or_create_key(self, name: str) -> bytes:
        """Return the key of this name, made at first use: several processes at once get the same one.

        Raises as ``find_key`` does, and ``FilmMissing`` when the key was destroyed: it never comes back.
        """
        key = self.find_key(name)
        if key is None:
            half = self._find_or_create(_half_of(name), make_half())
            self._find_or_create(name, self._wrap(name, half, make_key()))
            key = self.find_key(name)
        if key is None:
            raise FilmMissing
        return key

    def read(self, name: str) -> StoredKey:
        """Return record and half as they stand, opened by nobody."""
        data = self._objects.get(name)
        return StoredKey(None if data is None else bytes(data), self._find_half(name))

    def keep_key(
        self, name: str, key: bytes, half: bytes | None, is_wanted: Callable[[], bool]
    ) -> bool:
        """Wrap a key under the current master key and the half that stands there, or a new one where it is None.

        A new half counts only if the key ``is_wanted`` still when asked after the half was put. Returns whether the
        key stands now: it does not where it was destroyed meanwhile.
        """
        if half is None:
            half = make_half()
            self._put(_half_of(name), half)
            if not is_wanted():
                self._remove(_half_of(name))
                return False
        self._put(name, self._wrap(name, half, key))
        if not self._find_half(name):
            self._put(name, DESTROYED)
            return False
        return True

    def destroy_key(self, name: str) -> None:
        """Make the film unreadable for good; two empty objects stay. Harmless when repeated.

        The half goes last: whoever put a half where none was, and then finds the record alive, was in time.
        """
        self._put(name, DESTROYED)
        self._put(_half_of(name), DESTROYED)

    def forget_film(self, name: str) -> None:
        """Remove record and half, once none of the film's bytes are left."""
        self._remove(_half_of(name))
        self._remove(name)

    def forget_films(self, folder: str) -> None:
        """Remove all records and halves below the folder, once none of its films' bytes are left."""
        for each in (_half_of(folder), folder):
            self._objects.delete_folder(each)
            self._objects.settle(each.rpartition("/")[0])

    def list_records(self, folder: str = "") -> Iterator[StoredObject]:
        """Yield the record of each key below the folder, or of all, and when it was last wrapped; of destroyed ones too."""
        for stored in self._objects.list_objects(folder):
            if not stored.name.startswith(_HALVES):
                yield stored

    def _wrap(self, name: str, half: bytes, key: bytes) -> bytes:
        return KeyRecord.wrap(self.ring.current, name, half, key).to_bytes()

    def _find_half(self, name: str) -> bytes | None:
        half = self._objects.get(_half_of(name))
        return None if half is None else bytes(half)

    def _find_or_create(self, name: str, data: bytes) -> bytes:
        if self._objects.create(name, data):
            self._objects.settle(name.rpartition("/")[0], [name])
            return data
        return bytes(self._objects.get(name) or DESTROYED)

    def _put(self, name: str, data: bytes) -> None:
        self._objects.put(name, data)
        self._objects.settle(name.rpartition("/")[0], [name])

    def _remove(self, name: str) -> None:
        self._objects.delete([name])
        self._objects.settle(name.rpartition("/")[0])


def _half_of(name: str) -> str:
    return f"{_HALVES}{name}"
