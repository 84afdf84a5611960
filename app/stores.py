"""What an installation keeps outside its database, at hand in every layer above."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from flask import current_app

from app.extensions import current_settings
from app.storage.keys import KeyStore
from app.storage.objects import Objects
from app.storage.opening import open_key_store, open_place
from app.storage.small_secrets import SmallSecrets
from config import Settings

Store = TypeVar("Store")


def key_store() -> KeyStore:
    """The key store of the settings."""
    return _at_hand("key_store", open_key_store)


def small_secrets(key_name: str) -> SmallSecrets:
    """Seal and open short texts with the data key of this name, such as ``reminders/association/data/1``."""
    return SmallSecrets(key_store(), key_name)


def is_erased(film_key: str) -> bool:
    """Whether a deletion record, which outlives the database, says that the film of this key was erased."""
    folder, clip_uuid, *_ = film_key.split("/")
    return folder == "films" and sealed_objects().get(f"deletions/{clip_uuid}") is not None


def sealed_objects() -> Objects:
    """Where the sealed films lie, and what must outlive them."""
    return _at_hand("sealed_objects", lambda settings: open_place(settings, "sealed"))


def _at_hand(name: str, open_store: Callable[[Settings], Store]) -> Store:
    """Open it at first use in each process: its connections survive no fork."""
    extensions = current_app.extensions
    if name not in extensions:
        extensions[name] = open_store(current_settings())
    return cast(Store, extensions[name])
