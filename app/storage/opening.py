"""Where an installation keeps its films and their keys, as its settings say."""

from __future__ import annotations

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from app.storage.objects import Objects
from app.storage.s3_objects import S3Objects
from config import Settings


def open_film_store(settings: Settings) -> FilmStore:
    """Return the film store in the S3 bucket of the settings, or else in the data folder.

    Touches neither disk nor network yet. Raises ``ValueError`` for a master key of the wrong form.
    """
    return FilmStore(open_place(settings, "sealed"), open_key_store(settings))


def open_key_store(settings: Settings) -> KeyStore:
    """Return the store of the films' keys, as ``open_film_store`` does."""
    ring = KeyRing.from_texts(settings.master_key, settings.former_master_keys)
    return KeyStore(open_place(settings, "film-keys"), ring)


def open_place(settings: Settings, name: str) -> Objects:
    """Return the objects of this name: ``sealed`` with films and what must outlive them, or ``film-keys``."""
    if settings.s3 is None:
        return LocalObjects(settings.data_dir / name)
    return S3Objects(settings.s3, prefix=name)
