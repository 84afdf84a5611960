from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.errors import FilmExists, FilmMissing, StorageUnavailable
from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from tests.integration.storage.conftest import MASTER, Place
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film, store_film


def test_a_deleted_film_is_gone_with_its_key_and_every_byte(place: Place, film: str) -> None:
    store_film(place.films, film, make_bytes(MIB + 1))
    place.films.delete(film)
    with pytest.raises(FilmMissing):
        place.films.open_reader(film)
    assert place.stored_names() == []
    assert list(place.films.list_films("films")) == []


def test_deleting_twice_or_what_never_was_is_harmless(place: Place, film: str) -> None:
    place.films.delete(film)
    store_film(place.films, film, b"film")
    place.films.delete(film)
    place.films.delete(film)
    assert place.stored_names() == []


def test_a_neighbour_with_a_longer_name_stays(place: Place, film: str) -> None:
    neighbour = f"{film}0"
    store_film(place.films, film, b"to be deleted")
    store_film(place.films, neighbour, b"to be kept")
    place.films.delete(film)
    assert read_film(place.films, neighbour) == b"to be kept"


class ObjectsThatStay(LocalObjects):
    """A place whose removals fail, as on a disk that has gone read-only."""

    def delete_folder(self, folder: str) -> None:
        raise StorageUnavailable


def test_the_key_goes_first_and_the_rest_can_follow_later(tmp_path: Path, film: str) -> None:
    keys = KeyStore(LocalObjects(tmp_path / "keys"), KeyRing(MASTER))
    failing = FilmStore(ObjectsThatStay(tmp_path / "films"), keys)
    store_film(failing, film, b"film")
    with pytest.raises(StorageUnavailable):
        failing.delete(film)
    with pytest.raises(FilmMissing):
        failing.open_reader(film)
    with pytest.raises(FilmExists):
        failing.start(film)
    assert [stored.name for stored in failing.list_films("films")] == [film]

    FilmStore(LocalObjects(tmp_path / "films"), keys).delete(film)
    assert list(failing.list_films("films")) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_deleting_leaves_no_empty_folders(tmp_path: Path, film: str) -> None:
    films = FilmStore(
        LocalObjects(tmp_path / "films"), KeyStore(LocalObjects(tmp_path / "keys"), KeyRing(MASTER))
    )
    store_film(films, film, b"film")
    films.delete(film)
    assert {path.name for path in tmp_path.rglob("*")} == {"films", "keys"}
