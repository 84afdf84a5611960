"""Every make of film becomes a review copy that stands upright, in true colours and in sync, exact to the frame."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from app.clips.media.inspector import open_film
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_poster, make_quick_copy, make_review_copy
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import FilmShelf
from tests.factories.format_matrix import BEEP, MATRIX, Cell
from tests.factories.frame_numbers import CORNERS, read_corners, read_number
from tests.integration.clips.media.conftest import OpenFilm

CELLS = [pytest.param(cell, id=cell.name) for cell in MATRIX]
COLOUR_WITHIN = 14
"""Of 255, for each of red, green and blue."""
LOUD = 0.1
HALF_FRAME = 1 / 60
MS = 1000


@pytest.fixture
def target(tmp_path: Path) -> Iterator[int]:
    with temporary_film(tmp_path) as film:
        yield film


@pytest.mark.parametrize("cell", CELLS)
def test_a_review_copy_is_upright_true_and_exact(
    films: FilmShelf, opened: OpenFilm, target: int, cell: Cell
) -> None:
    source = opened(cell.take(films))
    probe = probe_film(source)
    make_review_copy(source, target, probe, lambda _share: None)
    pictures = [picture for _, picture in decode(target)]
    numbers = [read_number(picture) for picture in pictures]
    assert numbers == cell.list_numbers()
    judge_colours(cell, pictures[3])
    judge_times(cell, target, numbers)


@pytest.mark.parametrize("cell", [pytest.param(c, id=c.name) for c in MATRIX if c.has_sound])
def test_a_review_copy_is_in_sync(
    films: FilmShelf, opened: OpenFilm, target: int, cell: Cell
) -> None:
    source = opened(cell.take(films))
    make_review_copy(source, target, probe_film(source), lambda _share: None)
    frame_s = float(1 / Fraction(cell.fps)) * cell.step
    assert find_beep(target) == pytest.approx(cell.beep_at, abs=max(frame_s, 0.02))


@pytest.mark.parametrize("cell", CELLS)
def test_a_quick_copy_shows_what_the_review_copy_shows_at_the_same_time(
    films: FilmShelf, opened: OpenFilm, target: int, cell: Cell
) -> None:
    source = opened(cell.take(films))
    probe = probe_film(source)
    if not probe.browser_playable:
        assert probe.browser_obstacle
        return
    make_quick_copy(source, target, probe)
    shown = [(start, read_number(turn_upright(cell, picture))) for start, picture in decode(target)]
    numbers = [number for _, number in shown]
    assert numbers == cell.list_numbers()
    judge_times(cell, target, numbers)
    assert shown[0][0] < HALF_FRAME
    if cell.has_sound:
        assert find_beep(target) == pytest.approx(BEEP[0] + cell.sound_delay, abs=2 * HALF_FRAME)


@pytest.mark.parametrize("cell", CELLS)
def test_a_poster_is_upright_and_in_true_colours(
    films: FilmShelf, opened: OpenFilm, target: int, cell: Cell
) -> None:
    source = opened(cell.take(films))
    make_poster(source, target, probe_film(source))
    with Image.open(f"/proc/self/fd/{target}") as poster:
        judge_colours(cell, poster)
        read_number(poster)


def judge_times(cell: Cell, fd: int, numbers: list[int]) -> None:
    """Each frame begins when the camera took it, counted from the first."""
    frames = read_frames(fd)
    assert frames.count == len(numbers)
    rate = Fraction(cell.fps)
    for start, number in zip(frames.starts_us, numbers, strict=False):
        assert start / MS == pytest.approx(float((number - numbers[0]) / rate) * MS, abs=1.01)


def judge_colours(cell: Cell, picture: Image.Image) -> None:
    """Each corner has its own colour: that tells which way is up, too."""
    corners = read_corners(picture)
    for place, painted in CORNERS.items():
        shown = corners[place]
        if cell.is_bright:
            judge_bright(painted, shown)
        else:
            assert shown == pytest.approx(painted, abs=COLOUR_WITHIN), (place, corners)


def judge_bright(painted: tuple[int, ...], shown: tuple[int, ...]) -> None:
    """What was brighter than screens are keeps its hue and is neither black nor burnt out."""
    if len(set(painted)) == 1:
        assert max(shown) - min(shown) < COLOUR_WITHIN
        assert 60 < shown[0] < 230
    else:
        own = painted.index(max(painted))
        assert shown[own] > 100
        assert all(shown[own] > 1.5 * value for place, value in enumerate(shown) if place != own)


def decode(fd: int) -> Iterator[tuple[float, Image.Image]]:
    with open_film(f"/proc/self/fd/{fd}") as film:
        for frame in film.decode(video=0):
            yield frame.time or 0.0, frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it untyped


def turn_upright(cell: Cell, picture: Image.Image) -> Image.Image:
    """As players do with a film that says how it was held."""
    return picture.rotate(cell.recipe.get("rotation", 0), expand=True)


def find_beep(fd: int) -> float:
    """When the sound becomes loud, in seconds."""
    with open_film(f"/proc/self/fd/{fd}") as film:
        for frame in film.decode(audio=0):
            planes = (array("f", bytes(plane)[: 4 * frame.samples]) for plane in frame.planes)
            for number, samples in enumerate(zip(*planes, strict=True)):
                if max(map(abs, samples)) > LOUD:
                    return (frame.time or 0.0) + number / frame.sample_rate
    raise AssertionError("nothing to hear")
