"""What a browser carries, and what the database holds instead."""

from __future__ import annotations

import hashlib
import secrets


def make_key() -> str:
    """256 random bits, in letters that a cookie takes."""
    return secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What stands in the database for a key. Keys are random throughout, so that a plain hash will do."""
    return hashlib.sha256(key.encode()).hexdigest()
