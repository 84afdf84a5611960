from __future__ import annotations

import stat
from pathlib import Path

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from tests.integration.storage.conftest import MASTER, Place
from tests.integration.storage.film_bytes import MIB

MARKER = b"a child laughs and her mother waits"


def test_nothing_stored_shows_what_the_film_holds(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    for _ in range(3):
        writer.write(MARKER * (MIB // len(MARKER)))
        writer.flush()
    writer.begin_unverified()
    writer.write(MARKER)
    writer.flush()
    stored = [place.get(name) for name in place.stored_names()]
    assert len(stored) == 5
    assert all(MARKER not in data for data in stored)


def test_the_film_key_is_stored_nowhere_in_the_open(place: Place, film: str) -> None:
    place.films.start(film)
    place.films.open_writer(film).write(bytes(MIB))
    key = KeyStore(place.key_objects, KeyRing(MASTER)).find_key(film)
    record = place.key_objects.get(film)
    assert key is not None
    assert record is not None
    assert key not in bytes(record)
    assert all(key not in place.get(name) for name in place.stored_names())


def test_files_are_closed_to_other_users(tmp_path: Path, film: str) -> None:
    objects = LocalObjects(tmp_path / "films")
    films = FilmStore(objects, KeyStore(LocalObjects(tmp_path / "keys"), KeyRing(MASTER)))
    films.start(film)
    films.open_writer(film).write(bytes(MIB))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
