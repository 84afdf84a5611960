"""The line of a goal: it fits every screen, rises when things get better, and says in words what it shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.goals.chart import (
    BOTTOM_Y,
    FIRST_X,
    LAST_X,
    MOST_NAMED,
    TOP_Y,
    Chart,
    Mark,
    draw_goal,
)
from app.cases.goals.models import Occasion
from app.cases.goals.occasions import Moment
from app.cases.goals.scales import OFFERED, Scale
from tests.unit.pages.rendering import render

START, FINAL, LATER = (
    Moment(Occasion.BASELINE),
    Moment(Occasion.FINAL),
    Moment(Occasion.FOLLOW_UP),
)
scales = st.sampled_from(OFFERED).map(lambda ends: Scale(*ends))
moments = st.one_of(
    st.sampled_from([START, FINAL, LATER]),
    st.integers(1, 60).map(lambda number: Moment(Occasion.CYCLE, number)),
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    scale = draw(scales)
    rated = draw(st.lists(moments, unique=True, max_size=60))
    values = st.integers(scale.low, scale.high)
    return draw_goal([Mark(moment, draw(values)) for moment in rated], scale)


def cycles(*values: int) -> list[Mark]:
    return [Mark(Moment(Occasion.CYCLE, at), value) for at, value in enumerate(values, 1)]


@given(charts())
def test_every_point_lies_inside_the_drawing(chart: Chart) -> None:
    for point in chart.points:
        assert FIRST_X <= point.x <= LAST_X
        assert TOP_Y <= point.y <= BOTTOM_Y
        assert 0 < point.label_y < chart.height


@given(charts())
def test_the_line_goes_on_in_the_order_of_the_work(chart: Chart) -> None:
    for one, following in pairwise(chart.points):
        assert one.x < following.x
        assert one.mark.moment.place < following.mark.moment.place


@given(charts())
def test_a_better_rating_stands_higher(chart: Chart) -> None:
    for one in chart.points:
        for other in chart.points:
            assert (one.mark.value > other.mark.value) == (one.y < other.y)


@given(charts())
def test_words_are_never_crowded_and_never_miss_the_ends(chart: Chart) -> None:
    named = [point for point in chart.points if point.is_named]
    assert len(named) <= MOST_NAMED
    if chart.points:
        assert named[0] is chart.points[0]
        assert named[-1] is chart.points[-1]
    if len(chart.points) <= MOST_NAMED:
        assert len(named) == len(chart.points)


@given(charts())
def test_every_rating_is_said_in_words(chart: Chart) -> None:
    for point in chart.points:
        assert f"{point.mark.moment.label.lower()} {point.mark.value}" in chart.sentence


def test_the_follow_up_stands_further_off_than_a_next_meeting() -> None:
    marks = [Mark(START, 2), *cycles(3, 4), Mark(FINAL, 5), Mark(LATER, 6)]
    *_, before, final, later = draw_goal(marks, Scale()).points
    assert later.x - final.x > final.x - before.x
    assert (final.is_apart, later.is_apart) == (False, True)


def test_marks_are_laid_out_in_the_order_of_the_work_whatever_order_they_come_in() -> None:
    marks = [Mark(LATER, 6), Mark(Moment(Occasion.CYCLE, 10), 4), Mark(START, 2), *cycles(3)]
    shown = [point.mark.moment.short_label for point in draw_goal(marks, Scale()).points]
    assert shown == ["start", "1", "10", "6 months"]


@pytest.mark.parametrize(
    ("values", "below"),
    [((2, 5), [True, False]), ((5, 2, 5), [False, True, False]), ((4, 4), [False, False])],
)
def test_a_value_is_written_where_no_line_runs_through_it(
    values: tuple[int, ...], below: list[bool]
) -> None:
    assert [point.label_below for point in draw_goal(cycles(*values), Scale()).points] == below


def test_the_ends_of_the_scale_are_named_in_words() -> None:
    chart = draw_goal(cycles(3), Scale(0, 10, "far off", "we are there"))
    ends = ["".join(end.itertext()) for end in render("goal_line", chart).iter("p")]
    assert ends == ["10we are there", "0far off"]


def test_the_drawing_says_aloud_what_it_shows() -> None:
    (drawing,) = render("goal_line", draw_goal([Mark(START, 2), *cycles(5)], Scale())).iter("svg")
    assert drawing.get("aria-label") == "Rated on a scale from 1 to 7: at the start 2, cycle 1 5"
