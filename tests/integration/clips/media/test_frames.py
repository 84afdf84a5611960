"""The frame index is the truth about a review copy: number for number what a decoder shows, and when."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.clips.media.inspector import open_film
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import FilmShelf
from tests.factories.frame_numbers import read_number
from tests.integration.clips.media.conftest import OpenFilm

RATES: list[Any] = [
    pytest.param(".mp4", {"fps": "24000/1001"}, id="23.976"),
    pytest.param(".mov", {"fps": "25"}, id="25"),
    pytest.param(".mp4", {"fps": "30000/1001"}, id="29.97"),
    pytest.param(".mkv", {"fps": "30000/1001"}, id="29.97 in whole milliseconds"),
    pytest.param(".mp4", {"fps": "60000/1001"}, id="59.94"),
    pytest.param(".mp4", {"fps": "120"}, id="120"),
    pytest.param(".mp4", {"variable_rate": True}, id="variable"),
    pytest.param(".mp4", {"picture_delay": 0.5}, id="the sound first"),
    pytest.param(".mp4", {"audio": None}, id="no sound"),
]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[int]:
    with temporary_film(tmp_path) as film:
        yield film


@pytest.mark.parametrize(("suffix", "recipe"), RATES)
def test_each_frame_begins_in_the_index_when_it_is_shown(
    films: FilmShelf, opened: OpenFilm, target: int, suffix: str, recipe: dict[str, Any]
) -> None:
    source = opened(films.take(suffix, numbered=True, **recipe))
    make_review_copy(source, target, probe_film(source), lambda _share: None)
    shown = list(decode(target))
    frames = read_frames(target)
    assert frames.starts_us[:-1] == tuple(round(start * 1_000_000) for start, _, _ in shown)
    assert shown[0][0] == 0
    last, lasts, _ = shown[-1]
    assert frames.starts_us[-1] == round((last + lasts) * 1_000_000)
    painted = [number for _, _, number in shown]
    left_out = {number for number in painted if recipe.get("variable_rate") and number % 5 == 1}
    assert not left_out
    assert painted == sorted(set(painted))
    assert frames.count == len(painted) == probe_film(source).frames


def test_the_index_of_a_source_is_that_of_its_review_copy(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    source = opened(films.take(".mp4", fps="24000/1001", numbered=True))
    make_review_copy(source, target, probe_film(source), lambda _share: None)
    assert read_frames(target) == read_frames(source)


def decode(fd: int) -> Iterator[tuple[Fraction, Fraction, int]]:
    """When each frame is shown and for how long, in seconds, and the number painted into it."""
    with open_film(f"/proc/self/fd/{fd}") as film:
        for frame in film.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            picture = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it untyped
            base = frame.time_base
            yield frame.pts * base, frame.duration * base, read_number(picture)
