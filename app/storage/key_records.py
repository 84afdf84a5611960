"""The record in which one key is kept: its form and its cryptography, no storage."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass

from app.storage.master_keys import KeyRing, MasterKey
from app.storage.objects import Plain
from app.storage.segments import KEY_SIZE, seal, unseal

DESTROYED = b""
"""What stands in place of a record, and of a half, whose key was destroyed."""

_SEPARATOR = b"\n"
_HALVED = b"+"


def make_half() -> bytes:
    """Return the random bytes that are needed beside the master key to open a record."""
    return os.urandom(KEY_SIZE)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key sealed under its name by a master key and, unless it is of the first form, by its half."""

    master_id: str
    is_halved: bool
    sealed: bytes

    @classmethod
    def wrap(cls, master: MasterKey, name: str, half: bytes, key: bytes) -> KeyRecord:
        """Seal a key so that it opens only under this master key, name and half."""
        return cls(master.id, True, bytes(seal(_wrapping_key(master, half), name, key)))

    @classmethod
    def from_bytes(cls, data: Plain) -> KeyRecord:
        """Read what ``to_bytes`` wrote; whether it was changed shows when it is opened."""
        header, _, sealed = bytes(data).partition(_SEPARATOR)
        master_id = header.removesuffix(_HALVED).decode(errors="replace")
        return cls(master_id, header.endswith(_HALVED), sealed)

    def to_bytes(self) -> bytes:
        """The id of the master key, a mark where a half is needed, a line's end, the sealed key."""
        header = self.master_id.encode() + (_HALVED if self.is_halved else b"")
        return header + _SEPARATOR + self.sealed

    def unwrap(self, ring: KeyRing, name: str, half: bytes | None) -> bytes:
        """Return the key; raise ``WrongMasterKey``, or ``FilmDamaged`` where record or half are not what they were."""
        master = ring.get_master(self.master_id)
        wrapping_key = _wrapping_key(master, half or b"") if self.is_halved else master.secret
        return unseal(wrapping_key, name, self.sealed)


@dataclass(frozen=True, slots=True)
class StoredKey:
    """What stands of a key: its record and its half, each None where nothing stands."""

    data: bytes | None
    half: bytes | None

    @property
    def is_destroyed(self) -> bool:
        """Whether it was destroyed, or is being destroyed."""
        return DESTROYED in {self.data, self.half}

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be opened, now or ever: it was destroyed, or there is no record."""
        return self.data is None or self.is_destroyed

    @property
    def record(self) -> KeyRecord:
        """The record as far as it can be read."""
        return KeyRecord.from_bytes(self.data or DESTROYED)

    def unwrap(self, ring: KeyRing, name: str) -> bytes:
        """Return the key; raise ``WrongMasterKey`` or ``FilmDamaged``, also where a half is missing."""
        return self.record.unwrap(ring, name, self.half)


def _wrapping_key(master: MasterKey, half: bytes) -> bytes:
    return hmac.digest(master.secret, half, "sha256")
