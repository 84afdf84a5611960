"""Sealed bytes that nothing names any more: of attempts that died, of copies that were replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from app.clips.films import film_store
from app.clips.policies import can_sweep
from app.clips.processing.queries import list_referenced_keys
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import release_connection

FILMS = "films"
SWEPT_AFTER = timedelta(hours=24)
"""Longer than an object can wait between its first byte and the commit that names it."""
KEYS_AT_ONCE = 500


def delete_leftovers(actor: Actor, clip_uuid: UUID) -> None:
    """Delete what nothing names of one film. Only the attempt that holds the film's job may ask for it."""
    require(can_sweep(actor))
    _delete_unnamed(f"{FILMS}/{clip_uuid}", older_than=None)


def sweep_films(actor: Actor) -> None:
    """Delete what nothing has named for a day, of every film."""
    require(can_sweep(actor))
    _delete_unnamed(FILMS, older_than=clock.now() - SWEPT_AFTER)


def _delete_unnamed(folder: str, older_than: datetime | None) -> None:
    """Works through the stored films in portions, and holds no transaction while it deletes."""
    stored = film_store().list_films(folder)
    old = (film.name for film in stored if older_than is None or film.stored_at < older_than)
    for keys in _cut_into_portions(old):
        named = list_referenced_keys(keys)
        release_connection()
        for key in keys:
            if key not in named:
                film_store().delete(key)


def _cut_into_portions(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while portion := list(islice(rest, KEYS_AT_ONCE)):
        yield portion
