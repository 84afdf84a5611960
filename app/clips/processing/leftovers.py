"""Sealed bytes that nothing names any more: of attempts that died, of copies that were replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from app.clips.films import film_store
from app.clips.models import RenditionKind
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
MADE = frozenset(RenditionKind) - {RenditionKind.ORIGINAL}
"""What preparing a film stores, each kind in a folder of its name."""


def delete_leftovers(actor: Actor, clip_uuid: UUID) -> None:
    """Delete what was made of one film and nothing names. Only the attempt that holds the film's job may ask for it.

    What others store beside the film, who may be at it just now, is left to the sweep.
    """
    require(can_sweep(actor))
    stored = film_store().list_films(f"{FILMS}/{clip_uuid}")
    _delete_unnamed(film.name for film in stored if film.name.split("/")[2] in MADE)


def sweep_films(actor: Actor) -> None:
    """Delete what nothing has named for a day, of every film."""
    require(can_sweep(actor))
    older_than = clock.now() - SWEPT_AFTER
    stored = film_store().list_films(FILMS)
    _delete_unnamed(film.name for film in stored if film.stored_at < older_than)


def _delete_unnamed(stored_keys: Iterable[str]) -> None:
    """Works through stored films in portions, and holds no transaction while it deletes."""
    for keys in _cut_into_portions(stored_keys):
        named = list_referenced_keys(keys)
        release_connection()
        for key in keys:
            if key not in named:
                film_store().delete(key)


def _cut_into_portions(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while portion := list(islice(rest, KEYS_AT_ONCE)):
        yield portion
