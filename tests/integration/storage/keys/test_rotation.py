"""Keys are wrapped anew under another master key while the films stay as they are, on both engines."""

from __future__ import annotations

import os
from collections import Counter
from uuid import uuid4

import pytest

from app.storage.errors import WrongMasterKey
from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.master_keys import KeyRing, MasterKey
from app.storage.rotation import Outcome, count_masters, rotate_keys
from app.storage.small_secrets import SmallSecrets
from tests.integration.storage.conftest import MASTER, Place
from tests.integration.storage.film_bytes import make_bytes, read_film, store_film
from tests.integration.storage.keys.key_ring import (
    CHANGE,
    FORMER_TIME,
    NEW,
    NEW_TIME,
    can_be_opened,
    create_without_half,
)

PLAIN = make_bytes(1000)


def rotate(place: Place, ring: KeyRing = CHANGE) -> dict[str, Outcome]:
    return dict(rotate_keys(KeyStore(place.key_objects, ring)))


def open_films(place: Place, ring: KeyRing) -> FilmStore:
    return FilmStore(place.objects, KeyStore(place.key_objects, ring))


def test_a_film_opens_before_during_and_after_the_change(place: Place, film: str) -> None:
    store_film(place.films, film, PLAIN)
    stored = {name: place.get(name) for name in place.stored_names()}
    assert read_film(open_films(place, CHANGE), film) == PLAIN
    assert rotate(place) == {film: Outcome.REWRAPPED}
    assert read_film(open_films(place, NEW_TIME), film) == PLAIN
    assert read_film(open_films(place, CHANGE), film) == PLAIN
    assert {name: place.get(name) for name in place.stored_names()} == stored
    with pytest.raises(WrongMasterKey):
        open_films(place, FORMER_TIME).open_reader(film)


def test_a_second_run_finds_nothing_to_do(place: Place, film: str) -> None:
    store_film(place.films, film, PLAIN)
    rotate(place)
    record = place.key_objects.get(film)
    assert rotate(place) == {film: Outcome.CURRENT}
    assert place.key_objects.get(film) == record


def test_a_key_from_before_keys_had_halves_gets_one(place: Place, film: str) -> None:
    create_without_half(place.key_objects, film)
    key = KeyStore(place.key_objects, FORMER_TIME).find_key(film)
    assert rotate(place, FORMER_TIME) == {film: Outcome.REWRAPPED}
    assert rotate(place, CHANGE) == {film: Outcome.REWRAPPED}
    assert KeyStore(place.key_objects, NEW_TIME).find_key(film) == key
    assert place.key_objects.get(f"halves/{film}") is not None


def test_a_key_from_before_keys_had_halves_is_destroyed_like_others(
    place: Place, film: str
) -> None:
    create_without_half(place.key_objects, film)
    KeyStore(place.key_objects, FORMER_TIME).destroy_key(film)
    assert rotate(place) == {film: Outcome.DESTROYED}
    assert not can_be_opened(place.key_objects, film)


def test_the_keys_of_small_secrets_are_wrapped_anew_as_well(place: Place) -> None:
    name = "reminders/association/data/1"
    sealed = SmallSecrets(KeyStore(place.key_objects, FORMER_TIME), name).seal("7", "a hint")
    assert rotate(place) == {name: Outcome.REWRAPPED}
    secrets = SmallSecrets(KeyStore(place.key_objects, NEW_TIME), name)
    assert secrets.open("7", sealed) == "a hint"


def test_several_former_master_keys_open_what_they_wrapped(local_place: Place) -> None:
    older, oldest = (MasterKey(name, os.urandom(32)) for name in ("older", "oldest"))
    names = [f"films/{uuid4()}/review/1" for _ in range(3)]
    for name, master in zip(names, (oldest, older, NEW), strict=True):
        KeyStore(local_place.key_objects, KeyRing(master)).create_key(name)
    outcomes = rotate(local_place, KeyRing(NEW, (older, oldest)))
    assert [outcomes[name] for name in names] == [
        Outcome.REWRAPPED,
        Outcome.REWRAPPED,
        Outcome.CURRENT,
    ]


def test_destroyed_and_unreadable_keys_are_left_as_they_are(local_place: Place) -> None:
    objects = local_place.key_objects
    destroyed, changed, foreign, half_lost = (f"films/{uuid4()}/review/1" for _ in range(4))
    for name in (destroyed, changed, half_lost):
        KeyStore(objects, FORMER_TIME).create_key(name)
    KeyStore(objects, FORMER_TIME).destroy_key(destroyed)
    KeyStore(objects, KeyRing(MasterKey("stranger", os.urandom(32)))).create_key(foreign)
    objects.put(changed, bytes(objects.get(changed) or b"")[:-1])
    objects.delete([f"halves/{half_lost}"])
    before = {name: bytes(objects.get(name) or b"") for name in (changed, foreign, half_lost)}
    assert rotate(local_place) == {
        destroyed: Outcome.DESTROYED,
        changed: Outcome.UNREADABLE,
        foreign: Outcome.UNREADABLE,
        half_lost: Outcome.UNREADABLE,
    }
    assert {name: bytes(objects.get(name) or b"") for name in before} == before


def test_keys_are_counted_by_their_master_key(place: Place) -> None:
    former, current, gone = (f"films/{uuid4()}/review/1" for _ in range(3))
    KeyStore(place.key_objects, NEW_TIME).create_key(current)
    for name in (former, gone):
        KeyStore(place.key_objects, FORMER_TIME).create_key(name)
    KeyStore(place.key_objects, FORMER_TIME).destroy_key(gone)
    keys = KeyStore(place.key_objects, CHANGE)
    assert count_masters(keys) == Counter({MASTER.id: 1, NEW.id: 1})
    rotate(place)
    assert count_masters(keys) == Counter({NEW.id: 2})
