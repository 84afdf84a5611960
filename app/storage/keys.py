"""The data keys of the films, wrapped by the master key and kept apart from the films and the database."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.storage.errors import FilmExists, WrongMasterKey
from app.storage.objects import Objects, StoredObject
from app.storage.segments import KEY_SIZE, make_key, seal, unseal

_HEXADECIMAL = re.compile(f"[0-9a-fA-F]{{{KEY_SIZE * 2}}}")
_SEPARATOR = b"\n"
_DESTROYED = b""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The one secret that opens all film keys; its ``id`` says which one it is and tells nothing about it."""

    id: str
    secret: bytes = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> MasterKey:
        """Read 32 random bytes written as 64 hexadecimal digits; raise ``ValueError`` for anything else."""
        if not _HEXADECIMAL.fullmatch(text):
            raise ValueError(
                "MASTER_KEY must be 32 random bytes written as 64 hexadecimal digits, for example "
                "the output of `python -c 'import secrets; print(secrets.token_hex(32))'`."
            )
        secret = bytes.fromhex(text)
        return cls(hashlib.sha256(b"film master key id" + secret).hexdigest()[:16], secret)


class KeyStore:
    """One record per film: the id of the master key, and the film's own key sealed by it.

    A record is named after its film and sealed under that name, so records cannot be exchanged. Destroying a key
    leaves an empty record until the film's bytes are gone too: whatever is stored anywhere is named here.
    The place must keep no old versions, or a destroyed key could be fetched back.
    """

    def __init__(self, objects: Objects, master: MasterKey) -> None:
        self._objects = objects
        self._master = master

    def create_key(self, film: str) -> None:
        """Make and keep a random 256-bit key; raise ``FilmExists`` where there is a record already."""
        if self._objects.get(film) is not None:
            raise FilmExists
        wrapped = seal(self._master.secret, film, make_key())
        self._put(film, self._master.id.encode() + _SEPARATOR + wrapped)

    def find_key(self, film: str) -> bytes | None:
        """Return the film's key, or None when it was never made or has been destroyed.

        Raises ``WrongMasterKey`` when another master key wrapped it, ``FilmDamaged`` when the record was changed.
        """
        record = self._objects.get(film)
        if record is None or record == _DESTROYED:
            return None
        master_id, _, wrapped = record.tobytes().partition(_SEPARATOR)
        if master_id != self._master.id.encode():
            raise WrongMasterKey
        return unseal(self._master.secret, film, wrapped)

    def destroy_key(self, film: str) -> None:
        """Make the film unreadable for good; its empty record stays. Harmless when repeated."""
        if self._objects.get(film) is not None:
            self._put(film, _DESTROYED)

    def forget_film(self, film: str) -> None:
        """Remove the record, once none of the film's bytes are left."""
        self._objects.delete([film])
        self._objects.settle(film.rpartition("/")[0])

    def list_records(self, folder: str) -> Iterator[StoredObject]:
        """Yield the record of each film below the folder, of destroyed keys too."""
        return self._objects.list_objects(folder)

    def _put(self, film: str, record: bytes) -> None:
        self._objects.put(film, record)
        self._objects.settle(film.rpartition("/")[0], [film])
