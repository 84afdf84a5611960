from __future__ import annotations

from uuid import uuid4

import pytest

from app.storage.errors import (
    FilmDamaged,
    FilmExists,
    FilmFinished,
    FilmMissing,
)
from tests.integration.storage.conftest import Place
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film, store_film


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 5])
def test_a_finished_film_reads_back_as_it_was_written(place: Place, film: str, size: int) -> None:
    store_film(place.films, film, make_bytes(size))
    reader = place.films.open_reader(film)
    assert reader.length == size
    assert b"".join(reader.read(0, size)) == make_bytes(size)


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        (0, 1),
        (MIB - 1, MIB),
        (MIB, MIB + 1),
        (MIB - 1, MIB + 1),
        (5, 2 * MIB + 5),
        (2 * MIB, 2 * MIB + 7),
        (2 * MIB + 6, 2 * MIB + 7),
        (MIB, MIB),
        (0, 2 * MIB + 7),
    ],
)
def test_a_range_is_answered_exactly_and_in_small_pieces(
    place: Place, film: str, start: int, stop: int
) -> None:
    plain = make_bytes(2 * MIB + 7)
    store_film(place.films, film, plain)
    pieces = list(place.films.open_reader(film).read(start, stop))
    assert b"".join(pieces) == plain[start:stop]
    assert all(0 < len(piece) <= MIB for piece in pieces)


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2), (0, 11), (11, 11)])
def test_a_range_outside_the_film_is_refused_at_once(
    local_place: Place, film: str, start: int, stop: int
) -> None:
    store_film(local_place.films, film, make_bytes(10))
    with pytest.raises(ValueError, match="not within a film of 10 bytes"):
        local_place.films.open_reader(film).read(start, stop)


def test_small_writes_become_full_segments(place: Place, film: str) -> None:
    plain = make_bytes(2 * MIB + 9)
    place.films.start(film)
    writer = place.films.open_writer(film)
    for start in range(0, len(plain), 300_007):
        writer.write(memoryview(plain)[start : start + 300_007])
    assert writer.length == 2 * MIB
    assert writer.finish() == len(plain)
    assert place.stored_names(film) == [f"{film}/0000000{n}" for n in range(3)] + [f"{film}/end"]
    assert read_film(place.films, film) == plain


def test_only_stored_bytes_count(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(MIB + 100))
    assert writer.length == MIB == place.films.open_writer(film).length
    writer.flush()
    assert writer.length == MIB + 100 == place.films.open_writer(film).length


def test_a_growing_tail_is_sealed_again_and_carried_on(place: Place, film: str) -> None:
    plain = make_bytes(MIB + 50)
    place.films.start(film)
    seen = set()
    for start in range(0, 50, 10):
        writer = place.films.open_writer(film)
        assert writer.length == start
        writer.write(plain[start : start + 10])
        writer.flush()
        seen.add(place.get(f"{film}/00000000"))
    place.films.open_writer(film).write(b"lost with the process")
    writer = place.films.open_writer(film)
    writer.write(plain[50:])
    writer.finish()
    assert len(seen) == 5
    assert read_film(place.films, film) == plain


@pytest.mark.parametrize("before", [0, 10, MIB, MIB + 10])
@pytest.mark.parametrize("chunk", [5, 2 * MIB + 3])
def test_a_chunk_with_a_wrong_checksum_leaves_nothing_behind(
    place: Place, film: str, before: int, chunk: int
) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(before))
    writer.begin_unverified()
    names = place.stored_names(film)
    writer.write(make_bytes(chunk, seed=1))
    assert writer.length == before
    writer.flush()
    assert writer.length == before
    writer.reject()
    assert writer.length == before
    assert place.stored_names(film) == [name for name in names if not name.endswith("/mark")]
    writer.write(b"right")
    writer.finish()
    assert read_film(place.films, film) == make_bytes(before) + b"right"


@pytest.mark.parametrize("before", [0, 10, MIB, MIB + 10])
def test_a_chunk_that_was_never_accepted_is_gone_at_the_next_opening(
    place: Place, film: str, before: int
) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(make_bytes(before))
    writer.begin_unverified()
    writer.write(make_bytes(MIB + 77, seed=1))
    writer.flush()
    resumed = place.films.open_writer(film)
    assert resumed.length == before
    assert f"{film}/mark" not in place.stored_names(film)
    resumed.finish()
    assert read_film(place.films, film) == make_bytes(before)


def test_an_accepted_chunk_counts_at_once(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.begin_unverified()
    writer.write(b"checked")
    writer.accept()
    assert writer.length == 7 == place.films.open_writer(film).length


def test_unverified_bytes_cannot_be_finished(local_place: Place, film: str) -> None:
    local_place.films.start(film)
    writer = local_place.films.open_writer(film)
    writer.begin_unverified()
    with pytest.raises(ValueError, match="unverified"):
        writer.finish()


def test_a_finished_film_says_so_and_takes_nothing_more(place: Place, film: str) -> None:
    store_film(place.films, film, b"complete")
    writer = place.films.open_writer(film)
    assert (writer.finished, writer.length, writer.finish()) == (True, 8, 8)
    with pytest.raises(FilmFinished):
        writer.write(b"more")
    with pytest.raises(FilmFinished):
        writer.begin_unverified()


def test_an_unfinished_film_is_not_shown(place: Place, film: str) -> None:
    place.films.start(film)
    writer = place.films.open_writer(film)
    writer.write(b"half")
    writer.flush()
    with pytest.raises(FilmDamaged):
        place.films.open_reader(film)


def test_a_film_is_never_started_over_another(place: Place, film: str) -> None:
    place.films.start(film)
    with pytest.raises(FilmExists):
        place.films.start(film)


def test_an_unknown_film_is_missing(place: Place, film: str) -> None:
    for attempt in (place.films.open_reader, place.films.open_writer):
        with pytest.raises(FilmMissing):
            attempt(film)


@pytest.mark.parametrize(
    "key", ["", "films", "films/a/b", "films/a/b/c/d", "films/../b/c", "/films/a/b", "films/a/B/c"]
)
def test_a_key_of_another_shape_is_refused(local_place: Place, key: str) -> None:
    for attempt in (
        local_place.films.start,
        local_place.films.open_reader,
        local_place.films.delete,
    ):
        with pytest.raises(ValueError, match="not the key of a film"):
            attempt(key)


def test_every_started_film_is_listed_with_its_time(place: Place) -> None:
    clip = uuid4()
    keys = {f"films/{clip}/original/{attempt}" for attempt in (1, 10)}
    for key in keys:
        place.films.start(key)
    listed = list(place.films.list_films("films"))
    assert {stored.name for stored in listed} == keys
    assert all(stored.stored_at.tzinfo is not None for stored in listed)
    assert list(place.films.list_films("exports")) == []
