"""Places in a film, as numbers and as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.time_range import RangeBackwards, TimeRange, TimeUnreadable, format_ms, parse_ms

DAY_MS = 24 * 60 * 60 * 1000


@pytest.mark.parametrize(
    ("text", "position_ms"),
    [
        ("5", 5_000),
        ("1:05", 65_000),
        ("1:05.4", 65_400),
        ("1:05,25", 65_250),
        ("1:00:00", 3_600_000),
    ],
)
def test_people_may_write_a_time_as_they_are_used_to(text: str, position_ms: int) -> None:
    assert parse_ms(text) == position_ms


@pytest.mark.parametrize(
    "text",
    ["", "soon", "1:", ":5", "1:2:3:4", "-1", "1.x", "1:-5", "²", "١", "1:05.²", "1.٣", "9" * 5000],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeUnreadable):
        parse_ms(text)


@given(st.integers(0, DAY_MS))
def test_a_shown_time_reads_back_to_its_tenth_of_a_second(position_ms: int) -> None:
    assert parse_ms(format_ms(position_ms)) == position_ms // 100 * 100


@given(st.integers(-10, 1000), st.none() | st.integers(-10, 1000))
def test_a_stretch_goes_forwards_from_the_start_of_the_film(start: int, end: int | None) -> None:
    if start < 0 or (end is not None and end <= start):
        with pytest.raises(RangeBackwards):
            TimeRange(start, end)
    else:
        assert TimeRange(start, end).fits(1000)
        assert not TimeRange(start, end).fits(max(start, end or 0) - 1)
