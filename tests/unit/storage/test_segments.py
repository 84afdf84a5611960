from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.errors import FilmDamaged
from app.storage.segments import OVERHEAD, make_key, seal, segment_index, segment_name, unseal

NAME = "films/a/original/1/00000000"


@given(plain=st.binary(max_size=5000), name=st.text(max_size=60))
def test_what_was_sealed_opens_under_the_same_key_and_name(plain: bytes, name: str) -> None:
    key = make_key()
    sealed = seal(key, name, plain)
    assert unseal(key, name, sealed) == plain
    assert len(sealed) == len(plain) + OVERHEAD


@given(plain=st.binary(min_size=1, max_size=200), bit=st.integers(min_value=0))
def test_one_flipped_bit_anywhere_is_refused(plain: bytes, bit: int) -> None:
    key = make_key()
    sealed = seal(key, NAME, plain)
    place, shift = divmod(bit % (len(sealed) * 8), 8)
    sealed[place] ^= 1 << shift
    with pytest.raises(FilmDamaged):
        unseal(key, NAME, sealed)


@given(plain=st.binary(max_size=200), kept=st.integers(min_value=0, max_value=200))
def test_a_cut_short_segment_is_refused(plain: bytes, kept: int) -> None:
    key = make_key()
    sealed = seal(key, NAME, plain)
    with pytest.raises(FilmDamaged):
        unseal(key, NAME, sealed[: min(kept, len(sealed) - 1)])


def test_another_key_is_refused() -> None:
    with pytest.raises(FilmDamaged):
        unseal(make_key(), NAME, seal(make_key(), NAME, b"film"))


@pytest.mark.parametrize(
    "other",
    ["films/a/original/1/00000001", "films/b/original/1/00000000", "films/a/original/1/end"],
)
def test_another_place_is_refused(other: str) -> None:
    key = make_key()
    with pytest.raises(FilmDamaged):
        unseal(key, other, seal(key, NAME, b"film"))


def test_the_same_bytes_never_look_the_same_twice() -> None:
    key = make_key()
    assert seal(key, NAME, b"film") != seal(key, NAME, b"film")


@pytest.mark.parametrize("index", [0, 7, 99_999_999])
def test_a_segment_is_known_by_its_name(index: int) -> None:
    name = segment_name("films/a/original/1", index)
    assert name == f"films/a/original/1/{index:08d}"
    assert segment_index(name) == index


@pytest.mark.parametrize("record", ["end", "mark"])
def test_the_records_of_a_film_are_not_taken_for_segments(record: str) -> None:
    assert segment_index(f"films/a/original/1/{record}") is None
