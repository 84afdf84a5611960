"""What is served: sealed bytes by their key, apart from the database that named them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One sealed file of a clip. It outlives the transaction it was read in."""

    storage_key: str
    content_type: str

    @property
    def etag(self) -> str:
        """A strong validator, in quotes: a key is written once, and the tag tells nothing of it."""
        return f'"{hashlib.sha256(self.storage_key.encode()).hexdigest()[:32]}"'
