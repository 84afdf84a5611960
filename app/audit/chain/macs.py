"""What a seal covers, byte by byte, and how one seal rests on the one before."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

START = bytes(32)
"""What the first seal rests on."""


@dataclass(frozen=True, slots=True)
class ChainKeys:
    """Two keys drawn from one secret: a seal never passes for a line among the heads."""

    seals: bytes
    heads: bytes

    @classmethod
    def draw(cls, secret: str) -> ChainKeys:
        """The keys of an installation from its AUDIT_KEY, 64 hexadecimal digits."""
        root = bytes.fromhex(secret)
        return cls(*(hmac.digest(root, name, "sha256") for name in (b"seals", b"heads")))


def make_seal(
    key: bytes, before: bytes, seal: Mapping[str, object], event: Mapping[str, object]
) -> bytes:
    """The MAC of one place in the chain over the MAC before it, its own row and every column of its event.

    Rows hold values as the driver gives them. Empty columns are left out.
    """
    rows = {"seal": _leave_out_empty(seal), "event": _leave_out_empty(event)}
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), default=_write_value)
    return hmac.digest(key, before + text.encode(), "sha256")


def write_instant(instant: datetime) -> str:
    """An instant as SQLite keeps it, in UTC to the microsecond, so that both databases give the same bytes."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _leave_out_empty(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def _write_value(value: object) -> object:
    if isinstance(value, datetime):
        return write_instant(value)
    if isinstance(value, UUID):
        return value.hex
    return [type(value).__name__, repr(value)]  # nothing the portal writes: it matches no seal
