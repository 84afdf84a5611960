"""Accreditation numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accreditation.awards.numbers import format_number


@pytest.mark.parametrize(
    ("serial", "written"),
    [(1, "VIG-00001"), (42, "VIG-00042"), (99_999, "VIG-99999"), (100_000, "VIG-100000")],
)
def test_a_number_is_written_with_leading_zeros(serial: int, written: str) -> None:
    assert format_number(serial) == written


@given(st.integers(1, 99_998))
def test_the_next_number_sorts_after_this_one(serial: int) -> None:
    assert format_number(serial) < format_number(serial + 1)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_two_people_never_share_a_number(one: int, other: int) -> None:
    assert (format_number(one) == format_number(other)) is (one == other)


@pytest.mark.parametrize("serial", [0, -1])
def test_numbers_count_from_one(serial: int) -> None:
    with pytest.raises(ValueError, match="count from 1"):
        format_number(serial)
