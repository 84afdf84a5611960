"""Between milliseconds and frames, without being one off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.frames.index import FrameIndex

DURATIONS = st.lists(st.integers(min_value=2_000, max_value=5_000_000), min_size=1, max_size=400)
"""From 500 frames a second to a frame that stands for five seconds."""


@given(DURATIONS)
def test_every_frame_leads_to_a_millisecond_and_back(durations: list[int]) -> None:
    frames = FrameIndex.from_durations(durations)
    assert frames.count == len(durations)
    for frame in range(frames.count):
        assert frames.find_frame(frames.start_ms(frame)) == frame
        assert frames.find_frame(frames.start_ms(frame + 1) - 1) == frame


@given(DURATIONS)
def test_what_was_packed_comes_back(durations: list[int]) -> None:
    frames = FrameIndex.from_durations(durations)
    assert FrameIndex.unpack(frames.pack()) == frames


@pytest.mark.parametrize(
    ("rate", "frame", "at_ms"),
    [((24_000, 1001), 1, 42), ((30_000, 1001), 100, 3337), ((25, 1), 250, 10_000)],
)
def test_the_rates_of_cameras_come_out_at_the_right_frame(
    rate: tuple[int, int], frame: int, at_ms: int
) -> None:
    starts = tuple(number * 1_000_000 * rate[1] // rate[0] for number in range(301))
    frames = FrameIndex(starts)
    assert frames.start_ms(frame) == at_ms
    assert frames.find_frame(at_ms) == frame
    assert frames.find_frame(at_ms - 1) == frame - 1


@pytest.mark.parametrize("starts", [(), (0,), (1, 2), (0, 5, 5), (0, 9, 3)])
def test_times_that_are_no_film_are_refused(starts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a"):
        FrameIndex(starts)


def test_positions_outside_the_film_show_its_first_or_last_frame() -> None:
    frames = FrameIndex((0, 40_000, 80_000))
    assert (frames.find_frame(-5), frames.find_frame(900)) == (0, 1)


@given(DURATIONS)
def test_an_end_leads_to_its_first_frame_not_shown_and_back(durations: list[int]) -> None:
    frames = FrameIndex.from_durations(durations)
    for frame in range(frames.count + 1):
        assert frames.find_end(frames.start_ms(frame)) == frame
        assert frames.find_end(frames.start_ms(frame) + 1) == min(frame + 1, frames.count)


@given(DURATIONS, st.integers(0, 10**7), st.integers(1, 10**6))
def test_a_stretch_that_begins_in_the_film_has_a_frame(
    durations: list[int], start_ms: int, lasting_ms: int
) -> None:
    frames = FrameIndex.from_durations(durations)
    start_ms %= frames.start_ms(frames.count)
    assert frames.find_frame(start_ms) < frames.find_end(start_ms + lasting_ms)
