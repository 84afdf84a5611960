"""Putting keys back from a backup, but never one that was destroyed here or whose film was erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum

from app.storage.errors import FilmDamaged
from app.storage.key_backups import Backup
from app.storage.key_records import StoredKey
from app.storage.keys import KeyStore


class Outcome(Enum):
    """What became of a key of the backup."""

    RESTORED = "put back"
    IN_PLACE = "in place already"
    DESTROYED = "destroyed or erased since, left alone"
    UNREADABLE = "could not be opened"


def restore_keys(
    keys: KeyStore, backup: Backup, is_erased: Callable[[str], bool]
) -> Iterator[tuple[str, Outcome]]:
    """Put back what is missing or damaged, one key after the other, and yield its name and what became of it.

    A key that stands destroyed is left alone, and so is one whose film ``is_erased``: which must be true from before
    the film's deletion ends, and for good.
    """
    for name, kept in backup.read_keys():
        yield name, _restore(keys, name, kept, is_erased)


def _restore(
    keys: KeyStore, name: str, kept: StoredKey, is_erased: Callable[[str], bool]
) -> Outcome:
    stored = keys.read(name)
    if stored.is_destroyed or is_erased(name):
        return Outcome.DESTROYED
    if not stored.is_gone:
        with suppress(FilmDamaged):
            stored.unwrap(keys.ring, name)
            return Outcome.IN_PLACE
    try:
        key = kept.unwrap(keys.ring, name)
    except FilmDamaged:
        return Outcome.UNREADABLE

    def is_wanted() -> bool:
        return not is_erased(name) and keys.read(name).data == stored.data

    is_kept = keys.keep_key(name, key, stored.half, is_wanted)
    return Outcome.RESTORED if is_kept else Outcome.DESTROYED
