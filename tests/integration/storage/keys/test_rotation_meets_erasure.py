"""A key that is destroyed while others are wrapped anew stays destroyed, in whatever order the two touch it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from app.storage.objects import Objects
from app.storage.rotation import rotate_keys
from tests.integration.storage.conftest import MASTER, Place
from tests.integration.storage.keys.key_ring import (
    CHANGE,
    FORMER_TIME,
    NEW,
    can_be_opened,
    create_with_half,
    create_without_half,
)
from tests.integration.storage.keys.turns import NEVER, work_in_turn

pytestmark = pytest.mark.faults

FORMS = {"with a half": (create_with_half, 6), "without one": (create_without_half, 9)}
"""How a key was kept, and how often wrapping it anew touches the place."""

ERASURES = {"the key alone": 2, "the whole film": 4}
"""How far an erasure comes, and how often it touches the place of the keys until then."""

ORDERS = st.lists(st.sampled_from([0, 1]), max_size=14)


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one, because a disk takes long to say that it has written."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def rotate(objects: Objects) -> object:
    return list(rotate_keys(KeyStore(objects, CHANGE)))


def erase(erasure: str, films: Objects, film: str) -> Callable[[Objects], object]:
    if erasure == "the key alone":
        return lambda keys: KeyStore(keys, FORMER_TIME).destroy_key(film)
    return lambda keys: FilmStore(films, KeyStore(keys, FORMER_TIME)).delete(film)


def list_orders(touches: int, others: int) -> Iterator[list[int]]:
    """Every order in which so many touches of another can come between so many touches."""
    for places in combinations(range(touches + others), others):
        yield [int(place in places) for place in range(touches + others)]


@pytest.mark.slow
@pytest.mark.parametrize("erasure", ERASURES)
@pytest.mark.parametrize("form", FORMS)
def test_in_every_order_the_key_is_gone(quick_folder: Path, form: str, erasure: str) -> None:
    create, touches = FORMS[form]
    keys, films = LocalObjects(quick_folder / "keys"), LocalObjects(quick_folder / "films")
    for number, order in enumerate(list_orders(touches, ERASURES[erasure])):
        film = f"films/{number}/review/1"
        create(keys, film)
        work_in_turn(keys, [rotate, erase(erasure, films, film)], order)
        assert not can_be_opened(keys, film), order
        KeyStore(keys, FORMER_TIME).forget_film(film)


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(erasure=st.sampled_from([*ERASURES]), order=ORDERS, killed_after=st.integers(0, 9))
def test_a_rotation_that_is_killed_on_the_way_brings_nothing_back(
    quick_folder: Path, form: str, erasure: str, order: list[int], killed_after: int
) -> None:
    create, _ = FORMS[form]
    keys, films = LocalObjects(quick_folder / "keys"), LocalObjects(quick_folder / "films")
    film = f"films/{uuid4()}/review/1"
    create(keys, film)
    work_in_turn(keys, [rotate, erase(erasure, films, film)], order, killed_after)
    assert not can_be_opened(keys, film)
    rotate(keys)
    assert not can_be_opened(keys, film)
    KeyStore(keys, FORMER_TIME).forget_film(film)


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    erasure=st.sampled_from([*ERASURES]),
    order=ORDERS,
    killed_after=st.integers(0, 9) | st.just(NEVER),
)
def test_it_is_the_same_in_a_bucket(
    s3_place: Place, form: str, erasure: str, order: list[int], killed_after: int
) -> None:
    create, _ = FORMS[form]
    film = f"films/{uuid4()}/review/1"
    create(s3_place.key_objects, film)
    work_in_turn(
        s3_place.key_objects, [rotate, erase(erasure, s3_place.objects, film)], order, killed_after
    )
    assert not can_be_opened(s3_place.key_objects, film)
    KeyStore(s3_place.key_objects, FORMER_TIME).forget_film(film)


@pytest.mark.parametrize("form", FORMS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(order=ORDERS, killed_after=st.integers(0, 9) | st.just(NEVER))
def test_whoever_watches_meanwhile_notices_nothing(
    quick_folder: Path, form: str, order: list[int], killed_after: int
) -> None:
    create, _ = FORMS[form]
    objects = LocalObjects(quick_folder / "keys")
    film = f"films/{uuid4()}/review/1"
    create(objects, film)
    key = KeyStore(objects, FORMER_TIME).find_key(film)

    def watch(watched: Objects) -> None:
        assert [KeyStore(watched, CHANGE).find_key(film) for _ in range(3)] == [key] * 3

    work_in_turn(objects, [rotate, watch], order, killed_after)
    KeyStore(objects, FORMER_TIME).forget_film(film)


@pytest.mark.slow
def test_many_at_once_lose_no_key_and_bring_none_back(place: Place) -> None:
    done = Event()
    kept: dict[str, bytes | None] = {}
    erased: list[str] = []
    rings = [CHANGE, KeyRing(MASTER, (NEW,))]

    def film_and_erase(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(12):
            film = f"films/{uuid4()}/review/1"
            keys = KeyStore(place.key_objects, chance.choice(rings))
            keys.create_key(film)
            if chance.random() < 0.7:
                FilmStore(place.objects, keys).delete(film)
                erased.append(film)
            else:
                kept[film] = keys.find_key(film)

    def rotate_on_and_on() -> None:
        while not done.is_set():
            for ring in rings:
                list(rotate_keys(KeyStore(place.key_objects, ring)))

    with ThreadPoolExecutor(4) as pool:
        rotation = pool.submit(rotate_on_and_on)
        try:
            list(pool.map(film_and_erase, range(3)))
        finally:
            done.set()
        rotation.result()
    assert erased
    assert kept
    assert not any(can_be_opened(place.key_objects, film) for film in erased)
    assert {film: KeyStore(place.key_objects, CHANGE).find_key(film) for film in kept} == kept
