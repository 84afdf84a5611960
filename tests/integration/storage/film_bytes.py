"""Film bytes that are cheap to make and never repeat, and two short ways to store and read them."""

from __future__ import annotations

import hashlib
from functools import cache

from app.storage.films import FilmStore

MIB = 1024 * 1024


@cache
def make_bytes(size: int, seed: int = 0) -> bytes:
    return hashlib.shake_128(b"film %d" % seed).digest(size)


def store_film(films: FilmStore, key: str, plain: bytes) -> None:
    films.start(key)
    writer = films.open_writer(key)
    writer.write(plain)
    writer.finish()


def read_film(films: FilmStore, key: str) -> bytes:
    reader = films.open_reader(key)
    return b"".join(reader.read(0, reader.length))
