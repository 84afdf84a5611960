"""What an installation keeps outside its database, at hand in every layer above."""

from __future__ import annotations

from typing import cast

from flask import current_app

from app.extensions import current_settings
from app.storage.keys import KeyStore
from app.storage.opening import open_key_store
from app.storage.small_secrets import SmallSecrets

_EXTENSION = "key_store"


def key_store() -> KeyStore:
    """The key store of the settings, made at first use in each process: its connections survive no fork."""
    extensions = current_app.extensions
    if _EXTENSION not in extensions:
        extensions[_EXTENSION] = open_key_store(current_settings())
    return cast(KeyStore, extensions[_EXTENSION])


def small_secrets(key_name: str) -> SmallSecrets:
    """Seal and open short texts with the data key of this name, such as ``reminders/association/data/1``."""
    return SmallSecrets(key_store(), key_name)
