"""The next pieces are fetched while the present one is used, and no more than those."""

from __future__ import annotations

import threading
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.read_ahead import AHEAD, read_ahead

PATIENCE_S = 60


def make_piece(index: int) -> bytes:
    return b"piece %d" % index


@given(start=st.integers(0, 9), count=st.integers(0, 9), taken=st.integers(0, 9))
def test_whoever_stops_anywhere_got_the_pieces_in_order_and_leaves_no_thread(
    start: int, count: int, taken: int
) -> None:
    indexes = range(start, start + count)
    fetched: list[int] = []

    def fetch(index: int) -> bytes:
        fetched.append(index)
        return make_piece(index)

    before = threading.active_count()
    pieces = read_ahead(fetch, indexes)
    assert list(islice(pieces, taken)) == [make_piece(index) for index in indexes[:taken]]
    pieces.close()
    assert threading.active_count() == before
    assert fetched == list(indexes[: len(fetched)])
    assert len(fetched) <= taken + AHEAD


def test_nobody_asking_on_keeps_the_fetching_from_going_on() -> None:
    arrived = threading.Semaphore(0)
    fetched: list[int] = []

    def fetch(index: int) -> bytes:
        fetched.append(index)
        arrived.release()
        return make_piece(index)

    pieces = read_ahead(fetch, range(100))
    next(pieces)
    for _ in range(1 + AHEAD):
        assert arrived.acquire(timeout=PATIENCE_S)
    assert not arrived.acquire(timeout=0.1), "a slow viewer would fill the memory"
    pieces.close()
    assert fetched == list(range(1 + AHEAD))


def test_closing_waits_for_the_fetch_that_is_under_way() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def fetch(index: int) -> bytes:
        if index == 1:
            begun.set()
            assert go_on.wait(PATIENCE_S)
        return make_piece(index)

    before = threading.active_count()
    pieces = read_ahead(fetch, range(100))
    next(pieces)
    assert begun.wait(PATIENCE_S)
    timer = threading.Timer(0.05, go_on.set)
    timer.start()
    pieces.close()
    assert go_on.is_set()
    timer.join()
    assert threading.active_count() == before


def test_what_goes_wrong_is_raised_in_its_turn_and_ends_the_thread() -> None:
    def fetch(index: int) -> bytes:
        if index == 2:
            raise KeyError(index)
        return make_piece(index)

    before = threading.active_count()
    pieces = read_ahead(fetch, range(100))
    assert list(islice(pieces, 2)) == [make_piece(0), make_piece(1)]
    with pytest.raises(KeyError):
        next(pieces)
    assert threading.active_count() == before


def test_nothing_is_fetched_before_the_first_piece_is_asked_for() -> None:
    before = threading.active_count()
    pieces = read_ahead(make_piece, range(100))
    assert threading.active_count() == before
    pieces.close()
