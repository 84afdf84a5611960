"""A place in a film survives being shown in a field and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.time_range import TimeRange, TimeUnreadable, read_range, write_time


@given(st.integers(0, 20_000_000), st.none() | st.integers(1, 20_000_000))
def test_a_place_written_into_the_fields_is_read_back_exactly(
    start: int, length: int | None
) -> None:
    end = None if length is None else start + length
    typed = (write_time(start), None if end is None else write_time(end))
    assert read_range(*typed) == TimeRange(start, end)


@pytest.mark.parametrize("start", ["", None, "soon", "1:2:3:4"])
def test_a_place_needs_a_beginning_that_can_be_read(start: str | None) -> None:
    with pytest.raises(TimeUnreadable):
        read_range(start, "0:05")
