"""Which bytes a Range header gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.playback.byte_ranges import (
    MOST_OPEN_BYTES,
    ByteRange,
    RangeUnsatisfiable,
    choose_range,
)

LENGTH = 10 * MOST_OPEN_BYTES


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-1", (0, 2)),
        (f"bytes=5-{LENGTH - 1}", (5, LENGTH)),
        (f"bytes=5-{LENGTH + 100}", (5, LENGTH)),
        ("bytes=0-", (0, MOST_OPEN_BYTES)),
        (f"bytes={LENGTH - 3}-", (LENGTH - 3, LENGTH)),
        ("bytes=-4", (LENGTH - 4, LENGTH)),
        (f"bytes=-{LENGTH + 4}", (0, LENGTH)),
        ("BYTES= 7-8 ", (7, 9)),
    ],
)
def test_one_range_is_answered(header: str, expected: tuple[int, int]) -> None:
    assert choose_range(header, LENGTH) == ByteRange(*expected)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=9-5",
        "bytes=a-b",
        "bytes=-0",
        "frames=0-5",
        "bytes=0-1,5-6",
        "bytes=+1-5",
        "bytes=0x1-5",
    ],
)
def test_what_cannot_be_read_or_asks_for_several_gets_the_whole_film(header: str | None) -> None:
    assert choose_range(header, LENGTH) is None


@pytest.mark.parametrize("header", [f"bytes={LENGTH}-", f"bytes={LENGTH}-{LENGTH + 5}"])
def test_a_range_behind_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(RangeUnsatisfiable):
        choose_range(header, LENGTH)


@given(length=st.integers(1, 2**40), start=st.integers(0, 2**40))
def test_following_open_ranges_reach_every_byte_exactly_once(length: int, start: int) -> None:
    start %= length
    chosen = choose_range(f"bytes={start}-", length)
    assert chosen is not None
    assert chosen.start == start < chosen.stop <= length
    assert chosen.stop - chosen.start <= MOST_OPEN_BYTES
    assert chosen.stop == length or chosen.stop - chosen.start == MOST_OPEN_BYTES


@given(ranges=st.from_regex(r"[0-9, -]{0,24}", fullmatch=True))
def test_whatever_is_asked_lies_in_the_film_or_is_refused(ranges: str) -> None:
    try:
        chosen = choose_range(f"bytes={ranges}", LENGTH)
    except RangeUnsatisfiable:
        return
    assert chosen is None or 0 <= chosen.start < chosen.stop <= LENGTH
