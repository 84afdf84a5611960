"""Somebody who can write to the storage changes a finished film; the reader must notice."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from app.storage.errors import FilmDamaged, WrongMasterKey
from app.storage.master_keys import MasterKey
from tests.integration.storage.conftest import MASTER, Place
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film, store_film

Tampering = Callable[[Place, str, str], None]


def _flip_a_bit(place: Place, film: str, _: str) -> None:
    sealed = bytearray(place.get(f"{film}/00000001"))
    sealed[500] ^= 1
    place.objects.put(f"{film}/00000001", sealed)


def _swap_segments(place: Place, film: str, _: str) -> None:
    first, second = place.get(f"{film}/00000000"), place.get(f"{film}/00000001")
    place.objects.put(f"{film}/00000000", second)
    place.objects.put(f"{film}/00000001", first)


def _take_a_segment_of_another_film(place: Place, film: str, other: str) -> None:
    place.objects.put(f"{film}/00000001", place.get(f"{other}/00000001"))


def _take_all_of_another_film(place: Place, film: str, other: str) -> None:
    for name in place.stored_names(other):
        place.objects.put(name.replace(other, film), place.get(name))


def _take_the_key_and_all_of_another_film(place: Place, film: str, other: str) -> None:
    _take_all_of_another_film(place, film, other)
    record = place.key_objects.get(other)
    assert record is not None
    place.key_objects.put(film, record)


def _drop_the_last_segment(place: Place, film: str, _: str) -> None:
    place.objects.delete([f"{film}/00000002"])


def _drop_a_middle_segment(place: Place, film: str, _: str) -> None:
    place.objects.delete([f"{film}/00000001"])


def _drop_the_end_record(place: Place, film: str, _: str) -> None:
    place.objects.delete([f"{film}/end"])


def _take_the_end_of_another_film(place: Place, film: str, other: str) -> None:
    place.objects.put(f"{film}/end", place.get(f"{other}/end"))


def _empty_a_segment(place: Place, film: str, _: str) -> None:
    place.objects.put(f"{film}/00000000", b"")


@pytest.mark.parametrize(
    "tamper",
    [
        _flip_a_bit,
        _swap_segments,
        _take_a_segment_of_another_film,
        _take_all_of_another_film,
        _take_the_key_and_all_of_another_film,
        _drop_the_last_segment,
        _drop_a_middle_segment,
        _drop_the_end_record,
        _take_the_end_of_another_film,
        _empty_a_segment,
    ],
)
def test_a_changed_film_is_refused(place: Place, film: str, tamper: Tampering) -> None:
    other = f"films/{uuid4()}/original/1"
    store_film(place.films, film, make_bytes(2 * MIB + 9))
    store_film(place.films, other, make_bytes(2 * MIB + 9, seed=1))
    tamper(place, film, other)
    with pytest.raises(FilmDamaged):
        read_film(place.films, film)


def test_a_tail_from_before_it_grew_is_refused(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(100))
    writer.flush()
    earlier = place.get(f"{film}/00000000")
    writer.write(b"more")
    writer.finish()
    place.objects.put(f"{film}/00000000", earlier)
    with pytest.raises(FilmDamaged):
        read_film(place.films, film)


def test_the_mark_of_a_chunk_does_not_pass_for_the_end(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(100))
    writer.begin_unverified()
    place.objects.put(f"{film}/end", place.get(f"{film}/mark"))
    with pytest.raises(FilmDamaged):
        place.films.open_reader(film)


def test_a_hole_in_an_unfinished_film_is_not_written_over(place: Place, film: str) -> None:
    place.films.start(film)
    place.films.open_writer(film).write(make_bytes(3 * MIB))
    place.objects.delete([f"{film}/00000001"])
    with pytest.raises(FilmDamaged):
        place.films.open_writer(film)


def test_verified_bytes_that_vanished_are_noticed(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(MIB))
    writer.begin_unverified()
    place.objects.delete([f"{film}/00000000"])
    with pytest.raises(FilmDamaged):
        place.films.open_writer(film)


def test_another_master_key_is_told_apart_from_damage(place: Place, film: str) -> None:
    store_film(place.films, film, b"film")
    with pytest.raises(WrongMasterKey):
        place.open_with(MasterKey("another", os.urandom(32))).open_reader(film)


def test_another_secret_under_the_same_id_opens_nothing(place: Place, film: str) -> None:
    store_film(place.films, film, b"film")
    with pytest.raises(FilmDamaged):
        place.open_with(replace(MASTER, secret=os.urandom(32))).open_reader(film)


def test_a_changed_key_record_is_refused(place: Place, film: str) -> None:
    store_film(place.films, film, b"film")
    record = place.key_objects.get(film)
    assert record is not None
    place.key_objects.put(film, bytes(record[:-1]) + bytes([record[-1] ^ 1]))
    with pytest.raises(FilmDamaged):
        place.films.open_reader(film)
