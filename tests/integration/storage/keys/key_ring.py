"""Master keys of a former and a new time, and records of the form that had no half."""

from __future__ import annotations

import os
from contextlib import suppress

from app.storage.errors import FilmDamaged
from app.storage.keys import KeyStore
from app.storage.master_keys import KeyRing, MasterKey
from app.storage.objects import Objects
from app.storage.segments import make_key, seal
from tests.integration.storage.conftest import MASTER

NEW = MasterKey("next", os.urandom(32))
FORMER_TIME = KeyRing(MASTER)
CHANGE = KeyRing(NEW, (MASTER,))
NEW_TIME = KeyRing(NEW)


def create_without_half(objects: Objects, name: str) -> None:
    """Keep a key as the portal did before keys had halves."""
    record = MASTER.id.encode() + b"\n" + seal(MASTER.secret, name, make_key())
    objects.put(name, record)
    objects.settle(name.rpartition("/")[0], [name])


def create_with_half(objects: Objects, name: str) -> None:
    """Keep a key as the portal does."""
    KeyStore(objects, FORMER_TIME).create_key(name)


def can_be_opened(objects: Objects, name: str) -> bool:
    """Whether somebody with all master keys and everything that lies there would find the key."""
    with suppress(FilmDamaged):
        return KeyStore(objects, CHANGE).find_key(name) is not None
    return False
