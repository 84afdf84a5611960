"""Wrapping every key anew under the current master key; the films themselves are not touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum

from app.storage.errors import FilmDamaged
from app.storage.keys import KeyStore


class Outcome(Enum):
    """What became of a key when it was its turn."""

    REWRAPPED = "wrapped anew"
    CURRENT = "already under the current master key"
    DESTROYED = "destroyed, left alone"
    UNREADABLE = "could not be opened"


def rotate_keys(keys: KeyStore) -> Iterator[tuple[str, Outcome]]:
    """Wrap one key after the other anew and yield its name and what became of it.

    Each key is opened by its former master key or by the current one at every moment, so that the portal runs on, and a
    run that was killed is completed by the next. A key that is destroyed at the same moment stays destroyed. Of two
    runs at once one is too many: see to it that there is one.
    """
    for stored in keys.list_records():
        yield stored.name, _rewrap(keys, stored.name)


def count_masters(keys: KeyStore) -> Counter[str]:
    """Return how many keys that are not destroyed stand under the master key of each id."""
    stored = (keys.read(record.name) for record in keys.list_records())
    return Counter(key.record.master_id for key in stored if not key.is_gone)


def _rewrap(keys: KeyStore, name: str) -> Outcome:
    stored = keys.read(name)
    if stored.is_gone:
        return Outcome.DESTROYED
    try:
        key = stored.unwrap(keys.ring, name)
    except FilmDamaged:
        return Outcome.UNREADABLE
    if stored.record.is_halved and stored.record.master_id == keys.ring.current.id:
        return Outcome.CURRENT
    is_kept = keys.keep_key(
        name, key, stored.half, is_wanted=lambda: keys.read(name).data == stored.data
    )
    return Outcome.REWRAPPED if is_kept else Outcome.DESTROYED
