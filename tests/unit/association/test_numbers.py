"""Quarters and months as they are shown."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.association.numbers.chart import Shape, draw_accreditations
from app.association.numbers.overview import measure_lengths
from app.association.numbers.palette import Theme, read_palette
from app.association.numbers.quarters import Quarter, fill_quarters


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_quarter_and_in_no_other(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day < quarter.next.first_day
    assert quarter < quarter.next
    assert quarter.next.previous == quarter


def test_quarters_without_accreditations_are_there_as_nothing() -> None:
    counts = {Quarter(2025, 3): 4, Quarter(2026, 1): 2}
    filled = fill_quarters(counts, date(2026, 5, 9))
    assert [awards for _, awards in filled] == [4, 0, 2, 0]
    assert str(filled[-1][0]) == "2026 Q2"
    assert fill_quarters({}, date(2026, 5, 9)) == [(Quarter(2026, 2), 0)]


@pytest.mark.parametrize("days", [[], [480], [480] * 7])
def test_too_few_accreditations_say_nothing_about_how_long_training_takes(days: list[int]) -> None:
    assert measure_lengths([timedelta(days=number) for number in days]) is None


def test_half_of_the_trainings_lie_between_the_quarters() -> None:
    found = measure_lengths([timedelta(days=number) for number in range(400, 601, 10)])
    assert found is not None
    assert [round(months, 1) for months in found] == [14.8, 16.4, 18.1]


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("shape", Shape)
def test_the_chart_uses_the_colours_of_the_pages_and_names_its_figures(
    theme: Theme, shape: Shape
) -> None:
    quarters = tuple((Quarter(2024 + n // 4, n % 4 + 1), 3 * n) for n in range(9))
    svg = draw_accreditations(quarters, theme, shape)
    assert svg.startswith("<svg")
    drawn = set(re.findall(r"#[0-9a-f]{6}", svg))
    assert drawn <= set(read_palette(theme).values())
    assert read_palette(theme)["accent-fill"] in drawn
    assert (">24</text>" in svg) is (shape is Shape.WIDE)  # narrow bars leave no room beside them
    assert ">2026</text>" in svg
