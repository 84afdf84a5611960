"""Backups of keys: what is in them, how long they are good for, and what they never bring back."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage.errors import KeyBackupDamaged, KeyBackupTooOld
from app.storage.films import FilmStore
from app.storage.key_backups import open_backup, remove_expired, write_backup
from app.storage.key_restoring import Outcome, restore_keys
from app.storage.keys import KeyStore
from app.storage.master_keys import KeyRing, MasterKey
from app.storage.objects import Objects
from app.storage.rotation import rotate_keys
from tests.integration.storage.conftest import Place
from tests.integration.storage.film_bytes import read_film, store_film
from tests.integration.storage.keys.key_ring import (
    CHANGE,
    FORMER_TIME,
    NEW_TIME,
    can_be_opened,
    create_without_half,
)
from tests.integration.storage.keys.turns import NEVER, work_in_turn

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def open_keys(place: Place, ring: KeyRing = FORMER_TIME) -> KeyStore:
    return KeyStore(place.key_objects, ring)


def back_up(place: Place, folder: Path) -> Path:
    path, _ = write_backup(open_keys(place), folder, NOON)
    return path


def restore(
    keys: KeyStore, path: Path, is_erased: Callable[[str], bool] = lambda _: False
) -> dict[str, Outcome]:
    return dict(restore_keys(keys, open_backup(path, NOON), is_erased))


def lose_everything(place: Place) -> None:
    for folder in ("films", "reminders", "halves"):
        place.key_objects.delete_folder(folder)


def test_lost_keys_come_back(place: Place, film: str, tmp_path: Path) -> None:
    store_film(place.films, film, b"film")
    secret = open_keys(place).find_or_create_key("reminders/association/data/1")
    path = back_up(place, tmp_path)
    lose_everything(place)
    assert set(restore(open_keys(place), path).values()) == {Outcome.RESTORED}
    assert read_film(place.films, film) == b"film"
    assert open_keys(place).find_key("reminders/association/data/1") == secret
    assert set(restore(open_keys(place), path).values()) == {Outcome.IN_PLACE}


def test_a_backup_holds_no_plain_key_and_is_closed_to_others(
    local_place: Place, film: str, tmp_path: Path
) -> None:
    local_place.films.start(film)
    key = open_keys(local_place).find_key(film)
    path = back_up(local_place, tmp_path)
    assert key is not None
    text = path.read_bytes()
    assert film.encode() in text
    assert all(form not in text for form in (key, key.hex().encode(), base64.b64encode(key)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.name == "film-keys-20260504T120000Z.backup"


def test_destroyed_keys_are_not_backed_up(local_place: Place, film: str, tmp_path: Path) -> None:
    kept = f"films/{uuid4()}/review/1"
    for name in (film, kept):
        local_place.films.start(name)
    open_keys(local_place).destroy_key(film)
    path, count = write_backup(open_keys(local_place), tmp_path, NOON)
    assert count == 1
    assert [name for name, _ in open_backup(path, NOON).read_keys()] == [kept]


def test_a_key_from_before_keys_had_halves_comes_back_with_one(
    local_place: Place, film: str, tmp_path: Path
) -> None:
    create_without_half(local_place.key_objects, film)
    key = open_keys(local_place).find_key(film)
    path = back_up(local_place, tmp_path)
    lose_everything(local_place)
    assert restore(open_keys(local_place), path) == {film: Outcome.RESTORED}
    assert open_keys(local_place).find_key(film) == key


def _cut_record(place: Place, film: str) -> None:
    place.key_objects.put(film, bytes(place.key_objects.get(film) or b"")[:-1])


def _change_half(place: Place, film: str) -> None:
    place.key_objects.put(f"halves/{film}", os.urandom(32))


def _lose_half(place: Place, film: str) -> None:
    place.key_objects.delete([f"halves/{film}"])


def _lose_record(place: Place, film: str) -> None:
    place.key_objects.delete([film])


def _wrap_by_a_stranger(place: Place, film: str) -> None:
    _lose_record(place, film)
    open_keys(place, KeyRing(MasterKey("stranger", os.urandom(32)))).create_key(film)


DAMAGES = [_cut_record, _change_half, _lose_half, _lose_record, _wrap_by_a_stranger]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_keys_are_mended(
    local_place: Place, film: str, tmp_path: Path, damage: Callable[[Place, str], None]
) -> None:
    store_film(local_place.films, film, b"film")
    path = back_up(local_place, tmp_path)
    damage(local_place, film)
    assert restore(open_keys(local_place), path) == {film: Outcome.RESTORED}
    assert read_film(local_place.films, film) == b"film"


def test_what_is_whole_stays_as_it_is(local_place: Place, film: str, tmp_path: Path) -> None:
    local_place.films.start(film)
    path = back_up(local_place, tmp_path)
    list(rotate_keys(open_keys(local_place, CHANGE)))
    record = local_place.key_objects.get(film)
    assert restore(open_keys(local_place, CHANGE), path) == {film: Outcome.IN_PLACE}
    assert local_place.key_objects.get(film) == record


def test_a_backup_from_before_a_rotation_is_put_back_under_the_new_master_key(
    local_place: Place, film: str, tmp_path: Path
) -> None:
    store_film(local_place.films, film, b"film")
    path = back_up(local_place, tmp_path)
    lose_everything(local_place)
    assert restore(open_keys(local_place, NEW_TIME), path) == {film: Outcome.UNREADABLE}
    assert restore(open_keys(local_place, CHANGE), path) == {film: Outcome.RESTORED}
    films = FilmStore(local_place.objects, open_keys(local_place, NEW_TIME))
    assert read_film(films, film) == b"film"


def test_a_destroyed_key_stays_destroyed(place: Place, film: str, tmp_path: Path) -> None:
    place.films.start(film)
    path = back_up(place, tmp_path)
    open_keys(place).destroy_key(film)
    assert restore(open_keys(place), path) == {film: Outcome.DESTROYED}
    assert not can_be_opened(place.key_objects, film)


def test_the_key_of_an_erased_film_stays_away(place: Place, film: str, tmp_path: Path) -> None:
    place.films.start(film)
    path = back_up(place, tmp_path)
    place.films.delete(film)
    assert restore(open_keys(place), path, lambda name: name == film) == {film: Outcome.DESTROYED}
    assert list(place.key_objects.list_objects("")) == []


@pytest.mark.parametrize("age", [timedelta(0), 30 * DAY])
def test_a_backup_is_good_for_thirty_days(
    local_place: Place, tmp_path: Path, age: timedelta
) -> None:
    assert open_backup(back_up(local_place, tmp_path), NOON + age).made_at == NOON


def test_an_older_one_is_refused(local_place: Place, tmp_path: Path) -> None:
    path = back_up(local_place, tmp_path)
    with pytest.raises(KeyBackupTooOld, match="older than 30 days"):
        open_backup(path, NOON + 30 * DAY + timedelta(seconds=1))


def _cut_in_a_line(data: bytes) -> bytes:
    return data[:-10]


def _cut_after_a_line(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:-1])


def _leave_out_a_line(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([lines[0], *lines[2:]])


def _make_younger(data: bytes) -> bytes:
    return data.replace(b"2026-05-04", b"2026-06-04")


def _empty(data: bytes) -> bytes:
    return b""


def _write_something_else(data: bytes) -> bytes:
    return b"something else\n"


@pytest.mark.parametrize(
    "damage",
    [
        _cut_in_a_line,
        _cut_after_a_line,
        _leave_out_a_line,
        _make_younger,
        _write_something_else,
        _empty,
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    local_place: Place, film: str, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    local_place.films.start(film)
    path = back_up(local_place, tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(KeyBackupDamaged):
        open_backup(path, NOON)


def test_only_the_portals_own_old_backups_are_removed(local_place: Place, tmp_path: Path) -> None:
    old, young = (
        write_backup(open_keys(local_place), tmp_path, NOON - days * DAY)[0] for days in (31, 30)
    )
    unfinished = tmp_path / "film-keys-20260101T000000Z.backup.part"
    others = [tmp_path / name for name in ("film-keys-20200101.backup", "portal-20200101.sql")]
    for path in (unfinished, *others):
        path.write_text("")
    assert set(remove_expired(tmp_path, NOON)) == {old, unfinished}
    assert set(tmp_path.glob("*.*")) == {young, *others}


@pytest.mark.faults
@pytest.mark.parametrize("damage", [None, *DAMAGES])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    order=st.lists(st.sampled_from([0, 1]), max_size=14),
    killed_after=st.integers(0, 9) | st.just(NEVER),
)
def test_a_film_that_is_erased_meanwhile_does_not_come_back(
    local_place: Place,
    tmp_path: Path,
    damage: Callable[[Place, str], None] | None,
    order: list[int],
    killed_after: int,
) -> None:
    film = f"films/{uuid4()}/review/1"
    local_place.films.start(film)
    path = back_up(local_place, tmp_path)
    if damage is None:
        lose_everything(local_place)
    else:
        damage(local_place, film)
    deletions = {"record": False}

    def put_back(objects: Objects) -> None:
        restore(KeyStore(objects, CHANGE), path, lambda _: deletions["record"])

    def erase(objects: Objects) -> None:
        keys = KeyStore(objects, FORMER_TIME)
        keys.destroy_key(film)
        deletions["record"] = True
        FilmStore(local_place.objects, keys).delete(film)

    work_in_turn(local_place.key_objects, [put_back, erase], order, killed_after)
    assert not can_be_opened(local_place.key_objects, film)
