"""The film store: every film of the portal, sealed, under keys like ``films/<uuid>/<rendition>/<attempt>``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.storage.errors import FilmMissing
from app.storage.film_parts import FilmParts
from app.storage.film_reader import FilmReader
from app.storage.film_writer import FilmWriter
from app.storage.keys import KeyStore
from app.storage.objects import Objects, StoredObject
from app.storage.segments import SEGMENT_SIZE

_KEY = re.compile(r"[a-z]+(/[a-z0-9][a-z0-9_-]*){3}")


class FilmStore:
    """Starts, opens and deletes films. ``objects`` and the place of ``keys`` must be apart from each other.

    A key is a folder name and three parts of lower-case letters, digits, ``-`` and ``_``; others raise ``ValueError``.
    """

    def __init__(self, objects: Objects, keys: KeyStore) -> None:
        self._objects = objects
        self._keys = keys

    def start(self, key: str) -> None:
        """Begin an empty film by making its data key; raise ``FilmExists`` when the key was used before."""
        self._keys.create_key(_checked(key))

    def open_writer(self, key: str) -> FilmWriter:
        """Resume writing where the last writer stopped or died; raise ``FilmMissing`` or ``FilmDamaged``."""
        return FilmWriter(self._open_parts(key))

    def open_reader(self, key: str) -> FilmReader:
        """Open a finished film; raise ``FilmMissing``, or ``FilmDamaged`` when it is not finished or was changed."""
        return FilmReader(self._open_parts(key))

    def estimate_length(self, key: str) -> int:
        """Return how many bytes have arrived, to within one segment, without disturbing whoever writes them."""
        return len(self._open_parts(key).list_segments()) * SEGMENT_SIZE

    def delete(self, key: str) -> None:
        """Remove a film for good: first its key, so that it is unreadable at once, then its bytes.

        Harmless when repeated or when there is no such film; a call cut short is completed by the next.
        """
        self._keys.destroy_key(_checked(key))
        self._objects.delete_folder(key)
        self._keys.forget_film(key)

    def delete_all(self, folder: str) -> None:
        """Remove every film below the folder for good, and bytes there that no key belongs to any more.

        All keys go before the first byte does. Harmless when repeated; a call cut short is completed by the next.
        """
        for film in self._keys.list_records(folder):
            self._keys.destroy_key(film.name)
        self._objects.delete_folder(folder)
        self._objects.settle(folder.rpartition("/")[0])
        self._keys.forget_films(folder)

    def list_films(self, folder: str) -> Iterator[StoredObject]:
        """Yield the key of every film that has anything stored, half-deleted ones too, and when it was started."""
        return self._keys.list_records(folder)

    def _open_parts(self, key: str) -> FilmParts:
        data_key = self._keys.find_key(_checked(key))
        if data_key is None:
            raise FilmMissing
        return FilmParts(self._objects, key, data_key)


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not the key of a film.")
    return key
