"""What is made for weak lines: the same frames at the same times, and never too much of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.clips.media.inspector import open_film
from app.clips.media.light_copies import make_low_copy, measure_waveform
from app.clips.media.probe import Probe, probe_film, read_frames
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import FilmShelf, make_busy_film
from tests.factories.frame_numbers import read_number
from tests.integration.clips.media.conftest import OpenFilm

MOST_BITS_PER_MS = 400


@pytest.fixture
def review(tmp_path: Path) -> Iterator[int]:
    with temporary_film(tmp_path) as film:
        yield film


@pytest.fixture
def low(tmp_path: Path) -> Iterator[int]:
    with temporary_film(tmp_path) as film:
        yield film


def make_both(source: int, review: int, low: int) -> tuple[Probe, Probe]:
    shares: list[float] = []
    copy = make_review_copy(source, review, probe_film(source), lambda _share: None)
    assert make_low_copy(review, low, copy, shares.append)
    assert 0 <= min(shares) <= max(shares) <= 1.0
    return copy, probe_film(low)


RATES: list[Any] = [
    pytest.param({"fps": "24000/1001"}, id="23.976"),
    pytest.param({"fps": "60000/1001"}, id="59.94"),
    pytest.param({"variable_rate": True}, id="variable"),
    pytest.param({"picture_delay": 0.5}, id="the sound first"),
    pytest.param({"audio": None}, id="no sound"),
]


@pytest.mark.parametrize("recipe", RATES)
def test_a_low_copy_shows_the_same_frames_at_the_same_times(
    films: FilmShelf, opened: OpenFilm, review: int, low: int, recipe: dict[str, Any]
) -> None:
    source = opened(films.take(".mp4", numbered=True, size=(1280, 720), **recipe))
    copy, light = make_both(source, review, low)
    assert read_frames(low) == read_frames(review)
    assert read_painted(low) == read_painted(review)
    assert light.browser_playable
    assert (light.width, light.height, light.faststart) == (640, 360, True)
    assert light.has_audio is copy.has_audio


@pytest.mark.parametrize("fps", ["25", "60"])
def test_a_film_full_of_noise_stays_below_its_rate_with_its_sound(
    opened: OpenFilm, tmp_path: Path, review: int, low: int, fps: str
) -> None:
    source = opened(make_busy_film(tmp_path / "busy.mp4", fps=fps))
    _, light = make_both(source, review, low)
    assert os.fstat(low).st_size * 8 / light.duration_ms <= MOST_BITS_PER_MS
    assert read_frames(low) == read_frames(review)


def test_a_waveform_shows_when_somebody_is_loud(
    films: FilmShelf, opened: OpenFilm, tmp_path: Path
) -> None:
    beep = (1.0, 1.2)
    film = opened(films.take(".mp4", seconds=2.0, beep=beep))
    waveform = measure_waveform(film, tmp_path, probe_film(film))
    assert waveform is not None
    loud = [number for number, peak in enumerate(waveform.peaks) if peak > 100]
    assert loud[0] * waveform.step_ms == pytest.approx(beep[0] * 1000, abs=waveform.step_ms)
    assert loud[-1] * waveform.step_ms == pytest.approx(beep[1] * 1000, abs=2 * waveform.step_ms)
    assert len(waveform.peaks) == pytest.approx(2000 / waveform.step_ms, abs=3)


def read_painted(fd: int) -> list[int]:
    with open_film(f"/proc/self/fd/{fd}") as film:
        return [
            read_number(frame.to_image())  # type: ignore[no-untyped-call]  # PyAV leaves it untyped
            for frame in film.decode(video=0)
        ]
