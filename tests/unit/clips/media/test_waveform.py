"""Peaks of sound: true to the loudest sample, and never too many."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence

import pytest

from app.clips.media.waveform import MOST_PEAKS, SAMPLES_PER_MS, choose_step, measure_peaks

HOUR_MS = 3_600_000


def measure(samples: Sequence[int], duration_ms: int) -> tuple[int, list[int]]:
    descriptor = os.memfd_create("sound")
    try:
        os.write(descriptor, array("h", samples).tobytes())
        waveform = measure_peaks(descriptor, duration_ms)
    finally:
        os.close(descriptor)
    assert waveform.encode() == waveform.step_ms.to_bytes(2, "little") + waveform.peaks
    return waveform.step_ms, list(waveform.peaks)


def test_each_peak_is_the_root_of_the_loudest_sample_of_its_step() -> None:
    step = 20 * SAMPLES_PER_MS
    silence, quiet = [0] * step, [0] * (step - 1) + [512]
    loud, loudest = [-8192] + [0] * (step - 1), [-32768, 32767] * 3
    assert measure([*silence, *quiet, *loud, *loudest], 63) == (20, [0, 32, 128, 255])


def test_no_sound_at_all_has_no_peaks() -> None:
    assert measure([], 1000) == (20, [])


@pytest.mark.parametrize(
    ("duration_ms", "step_ms"),
    [(1, 20), (HOUR_MS // 2, 20), (HOUR_MS, 40), (HOUR_MS + 1, 50), (12 * HOUR_MS, 480)],
)
def test_a_long_film_has_longer_steps_and_not_more_peaks(duration_ms: int, step_ms: int) -> None:
    assert choose_step(duration_ms) == step_ms
    assert duration_ms / step_ms <= MOST_PEAKS


def test_steps_keep_their_place_in_a_film_longer_than_what_is_read_at_once() -> None:
    step = 20 * SAMPLES_PER_MS
    beats = [number for number in range(4000) if number % 7 == 0]
    samples = array("h", bytes(2 * step * 4000))
    for number in beats:
        samples[number * step + 3] = 8192
    step_ms, peaks = measure(samples, 80_000)
    assert step_ms == 20
    assert [number for number, peak in enumerate(peaks) if peak] == beats
