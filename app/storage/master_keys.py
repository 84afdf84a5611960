"""The master keys of an installation: one that wraps every new key, and those it followed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.storage.errors import WrongMasterKey
from app.storage.segments import KEY_SIZE

_HEXADECIMAL = re.compile(f"[0-9a-fA-F]{{{KEY_SIZE * 2}}}")


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A secret that opens the keys it wrapped; its ``id`` says which one it is and tells nothing about it."""

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


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The current master key, which wraps, and former ones, which still open what they wrapped."""

    current: MasterKey
    former: tuple[MasterKey, ...] = ()

    @classmethod
    def from_texts(cls, current: str, former: Iterable[str]) -> KeyRing:
        """Read all of them from hexadecimal digits; raise ``ValueError`` for a key of the wrong form."""
        return cls(MasterKey.from_text(current), tuple(map(MasterKey.from_text, former)))

    def get_master(self, master_id: str) -> MasterKey:
        """Return the master key with this id; raise ``WrongMasterKey`` when the ring has none."""
        for master in (self.current, *self.former):
            if master.id == master_id:
                return master
        raise WrongMasterKey
