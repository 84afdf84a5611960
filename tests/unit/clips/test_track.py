"""Marks on the track lie where their moment is, inside the track, and beside each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.clips.track import MOST_LANES, NARROWEST_SHARE, Markable, lay_out
from app.core.time_range import TimeRange

DURATION_MS = 600_000
anchors = st.builds(
    lambda start, length: TimeRange(start, min(start + length, DURATION_MS) if length else None),
    st.integers(0, DURATION_MS - 1),
    st.integers(0, 90_000),
)


def mark(*anchors: TimeRange) -> list[Markable]:
    return [Markable("strength", anchor, f"comment-{n}") for n, anchor in enumerate(anchors)]


@given(st.lists(anchors, max_size=80))
def test_every_mark_is_wide_enough_and_inside_the_track(chosen: list[TimeRange]) -> None:
    marks = lay_out(mark(*chosen), DURATION_MS)
    assert sorted(m.anchor for m in marks if m.anchor.end_ms) == sorted(
        a for a in chosen if a.end_ms
    )
    for laid in marks:
        assert laid.width >= NARROWEST_SHARE
        assert laid.left >= 0
        assert laid.left + laid.width <= 100.001
        assert 0 <= laid.lane < MOST_LANES


@given(st.lists(anchors, max_size=MOST_LANES))
def test_few_marks_never_cover_each_other(chosen: list[TimeRange]) -> None:
    marks = lay_out(mark(*chosen), DURATION_MS)
    for lane in range(MOST_LANES):
        for one, other in pairwise(m for m in marks if m.lane == lane):
            assert one.left + one.width <= other.left + 0.001


@given(st.integers(0, DURATION_MS - 1), st.integers(60_000, 200_000))
def test_a_long_stretch_covers_exactly_its_share_of_the_film(start: int, length: int) -> None:
    end = min(start + length, DURATION_MS)
    [laid] = lay_out(mark(TimeRange(start, end)), DURATION_MS)
    if 100 * (end - start) / DURATION_MS > NARROWEST_SHARE:
        assert abs(laid.left - 100 * start / DURATION_MS) < 0.002
        assert abs(laid.width - 100 * (end - start) / DURATION_MS) < 0.002


def test_marks_far_apart_share_the_first_lane_and_close_ones_stack() -> None:
    far = lay_out(mark(TimeRange(0), TimeRange(300_000)), DURATION_MS)
    close = lay_out(mark(TimeRange(1_000), TimeRange(2_000)), DURATION_MS)
    assert [m.lane for m in far] == [0, 0]
    assert [m.lane for m in close] == [0, 1]


def test_a_film_with_nothing_said_has_an_empty_track() -> None:
    assert lay_out([], DURATION_MS) == []
