"""The process dies at each single touch of the storage in turn; the next one must find a film it can trust."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from app.storage.film_writer import FilmWriter
from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from app.storage.objects import Plain
from tests.integration.storage.conftest import MASTER
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film

BEFORE = make_bytes(MIB + 10)
CHUNK = make_bytes(2 * MIB, seed=1)


class Died(BaseException):
    """Nothing in the portal catches this, as nothing catches a kill."""


class MortalObjects(LocalObjects):
    """Local objects that let a number of changes happen, one name at a time, and then die."""

    def __init__(self, root: Path, changes: int) -> None:
        super().__init__(root)
        self.changes_left = changes

    def put(self, name: str, data: Plain) -> None:
        self._live_on()
        super().put(name, data)

    def delete(self, names: Iterable[str]) -> None:
        for name in names:
            self._live_on()
            super().delete([name])

    def _live_on(self) -> None:
        if not self.changes_left:
            raise Died
        self.changes_left -= 1


def _upload_with_a_chunk(writer: FilmWriter, *, good: bool) -> None:
    writer.write(BEFORE)
    writer.begin_unverified()
    writer.write(CHUNK)
    if good:
        writer.accept()
    else:
        writer.flush()
        writer.reject()
    writer.finish()


@pytest.mark.faults
@pytest.mark.parametrize("changes", range(12))
@pytest.mark.parametrize("good", [True, False], ids=["accepted", "rejected"])
def test_death_at_any_change_leaves_all_of_a_chunk_or_nothing(
    tmp_path: Path, film: str, changes: int, good: bool
) -> None:
    keys = KeyStore(LocalObjects(tmp_path / "keys"), KeyRing(MASTER))
    films = FilmStore(LocalObjects(tmp_path / "films"), keys)
    mortal = FilmStore(MortalObjects(tmp_path / "films", changes), keys)
    films.start(film)
    try:
        _upload_with_a_chunk(mortal.open_writer(film), good=good)
        died = False
    except Died:
        died = True
    writer = films.open_writer(film)
    whole = len(BEFORE) + (len(CHUNK) if good else 0)
    assert writer.length in {0, MIB, len(BEFORE), whole}
    assert died or (writer.finished and writer.length == whole)
    writer.finish()
    assert read_film(films, film) == (BEFORE + CHUNK)[: writer.length]
