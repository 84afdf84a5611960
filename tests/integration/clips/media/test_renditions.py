"""The copies, posters and filmstrips made of real films."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageStat

from app.clips.media.inspector import open_film
from app.clips.media.probe import Probe, probe_film, read_frames
from app.clips.media.renditions import (
    make_filmstrip,
    make_poster,
    make_quick_copy,
    make_review_copy,
)
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import PLACE, FilmShelf, trim_end, trim_start
from tests.factories.frame_numbers import read_number
from tests.integration.clips.media.conftest import OpenFilm

SOURCES: list[Any] = [
    pytest.param(".mp4", {}, id="h264 mp4"),
    pytest.param(".mp4", {"faststart": False, "audio": None}, id="no sound"),
    pytest.param(".mov", {"codec": "hevc"}, id="hevc mov"),
    pytest.param(".mkv", {}, id="mkv"),
    pytest.param(".webm", {"codec": "vp9", "audio": "libopus"}, id="webm"),
    pytest.param(".avi", {"codec": "mjpeg", "audio": "pcm_s16le"}, id="avi"),
]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[int]:
    with temporary_film(tmp_path) as film:
        yield film


def read_all(fd: int) -> bytes:
    return os.pread(fd, os.fstat(fd).st_size, 0)


def make_review(source: int, target: int) -> Probe:
    shares: list[float] = []
    copy = make_review_copy(source, target, probe_film(source), shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] == 1.0
    return copy


def read_first_frame(fd: int) -> Image.Image:
    return next(decode(fd))


def decode(fd: int) -> Iterator[Image.Image]:
    with open_film(f"/proc/self/fd/{fd}") as film:
        for frame in film.decode(video=0):
            yield frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it untyped


@pytest.mark.parametrize(("suffix", "recipe"), SOURCES)
def test_a_review_copy_plays_in_every_browser_and_keeps_every_frame(
    films: FilmShelf, opened: OpenFilm, target: int, suffix: str, recipe: dict[str, Any]
) -> None:
    source = opened(films.take(suffix, **recipe))
    copy = make_review(source, target)
    assert copy.browser_playable
    assert copy.faststart
    assert (copy.frames, copy.start_offset_ms) == (60, 0)
    assert copy.key_frames >= 60 / 15
    assert copy.duration_ms == pytest.approx(2000, abs=40)
    assert copy.has_audio is ("audio" not in recipe or recipe["audio"] is not None)


@pytest.mark.parametrize("fps", ["24000/1001", "30000/1001", "variable"])
def test_a_review_copy_shows_each_frame_at_its_own_time(
    films: FilmShelf, opened: OpenFilm, target: int, fps: str
) -> None:
    recipe = {"variable_rate": True} if fps == "variable" else {"fps": fps}
    source = opened(films.take(".mp4", **recipe))
    make_review(source, target)
    assert read_frames(target) == read_frames(source)


def test_a_review_copy_starts_with_the_first_picture_and_keeps_its_sound_in_step(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    source = opened(films.take(".mp4", picture_delay=0.5))
    copy = make_review(source, target)
    assert copy.duration_ms == pytest.approx(2000, abs=40)
    with open_film(f"/proc/self/fd/{target}") as film:
        (sound,) = film.streams.audio
        assert sound.duration
        assert sound.time_base
        assert float(sound.duration * sound.time_base) == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1920, 1080), (1280, 720)), ((1080, 1920), (720, 1280)), ((322, 182), (322, 182))],
)
def test_a_review_copy_fits_720_lines_and_is_never_enlarged(
    films: FilmShelf,
    opened: OpenFilm,
    target: int,
    size: tuple[int, int],
    expected: tuple[int, int],
) -> None:
    copy = make_review(opened(films.take(".mp4", size=size, seconds=0.5)), target)
    assert (copy.width, copy.height) == expected


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_film_becomes_upright(
    films: FilmShelf, opened: OpenFilm, target: int, turn: int
) -> None:
    plain = read_first_frame(opened(films.take(".mov")))
    copy = make_review(opened(films.take(".mov", rotation=turn)), target)
    shown = read_first_frame(target)
    assert copy.rotation == 0
    assert _difference(shown, plain.rotate(turn, expand=True)) < 8
    assert _difference(shown, plain.rotate(turn + 180, expand=True)) > 30


@pytest.mark.parametrize("transfer", ["pq", "hlg"])
def test_high_dynamic_range_is_brought_down_to_screens(
    films: FilmShelf, opened: OpenFilm, target: int, transfer: str
) -> None:
    source = opened(films.take(".mov", codec="hevc", transfer=transfer, seconds=0.5))
    copy = make_review(source, target)
    assert (copy.transfer, copy.pixel_format) == ("sdr", "yuv420p")
    ((darkest, brightest),) = ImageStat.Stat(read_first_frame(target).convert("L")).extrema
    assert brightest - darkest > 120


def test_where_a_film_was_made_is_written_into_no_copy(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    film = films.take(".mov", place=PLACE)
    assert film.read_bytes().count(PLACE[:8].encode()) == 4
    source = opened(film)
    probe = probe_film(source)
    make_quick_copy(source, target, probe)
    assert PLACE[:8].encode() not in read_all(target)
    make_review(source, target)
    assert PLACE[:8].encode() not in read_all(target)
    make_poster(source, target, probe)
    assert PLACE[:8].encode() not in read_all(target)


def test_a_quick_copy_leads_with_its_index_and_keeps_picture_and_turn(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    source = opened(films.take(".mov", rotation=90))
    probe = probe_film(source)
    make_quick_copy(source, target, probe)
    copy = probe_film(target)
    assert (probe.faststart, copy.faststart) == (False, True)
    assert (copy.rotation, copy.frames) == (90, probe.frames)
    assert read_frames(target) == read_frames(source)


def test_hidden_frames_reach_neither_copy(films: FilmShelf, opened: OpenFilm, target: int) -> None:
    whole = films.take(".mp4", seconds=4.0, key_frame_every=120)
    source = opened(films.derive(trim_start, whole, 1.5))
    with pytest.raises(ValueError, match="hidden parts"):
        make_quick_copy(source, target, probe_film(source))
    copy = make_review(source, target)
    assert not copy.hides_content
    assert copy.frames == 75
    half = opened(films.derive(trim_end, films.take(".mp4", audio=None)))
    assert make_review(half, target).frames == probe_film(half).frames < 40


def test_a_poster_is_an_upright_picture_of_the_film(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    source = opened(films.take(".mov", rotation=90, size=(1920, 1080), seconds=0.5))
    make_poster(source, target, probe_film(source))
    with Image.open(io.BytesIO(read_all(target))) as poster:
        assert (poster.format, poster.size) == ("JPEG", (720, 1280))


@pytest.mark.parametrize("at_ms", [0, 1990, 99_000])
def test_a_poster_is_made_at_any_moment(
    films: FilmShelf, opened: OpenFilm, target: int, at_ms: int
) -> None:
    source = opened(films.take(".mkv"))
    make_poster(source, target, probe_film(source), at_ms=at_ms)
    with Image.open(io.BytesIO(read_all(target))) as poster:
        assert poster.size == (320, 240)


@pytest.mark.parametrize("key_frame_every", [2, 120])
def test_a_filmstrip_shows_the_film_at_even_steps(
    films: FilmShelf, opened: OpenFilm, target: int, key_frame_every: int
) -> None:
    source = opened(films.take(".mp4", key_frame_every=key_frame_every, audio=None))
    strip = make_filmstrip(source, target, probe_film(source))
    assert (strip.tiles, strip.columns, strip.rows) == (12, 12, 1)
    frames = list(decode(source))
    with Image.open(io.BytesIO(read_all(target))) as sprite:
        assert sprite.size == (12 * strip.tile_width, strip.tile_height) == (1920, 120)
        for number in range(12):
            left = number * strip.tile_width
            tile = sprite.crop((left, 0, left + strip.tile_width, strip.tile_height))
            gaps = [_difference(frame.resize(tile.size), tile) for frame in frames]
            shown_at = gaps.index(min(gaps)) * 1000 / 30
            assert shown_at == pytest.approx(number * strip.interval_ms, abs=100)


def test_a_longer_film_gets_more_rows(films: FilmShelf, opened: OpenFilm, target: int) -> None:
    source = opened(films.take(".mp4", seconds=130.0, size=(160, 120), fps="2", audio=None))
    strip = make_filmstrip(source, target, probe_film(source))
    assert (strip.columns, strip.rows, strip.tiles) == (12, 2, 24)
    with Image.open(io.BytesIO(read_all(target))) as sprite:
        assert sprite.size == (1920, 240)


@pytest.mark.parametrize("make", [make_quick_copy, make_poster, make_filmstrip])
def test_a_full_disk_is_no_fault_of_the_film(
    films: FilmShelf, opened: OpenFilm, make: Callable[[int, int, Probe], object]
) -> None:
    source = opened(films.take(".mp4"))
    full = os.open("/dev/full", os.O_RDWR)
    with pytest.raises(OSError, match="No space left"):
        make(source, full, probe_film(source))
    os.close(full)


def test_what_progress_raises_stops_the_work(
    films: FilmShelf, opened: OpenFilm, target: int
) -> None:
    def lose_the_lease(share: float) -> None:
        raise InterruptedError

    source = opened(films.take(".mp4"))
    with pytest.raises(InterruptedError):
        make_review_copy(source, target, probe_film(source), lose_the_lease)


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Mean distance of two pictures' grey values."""
    pairs = zip(one.convert("L").tobytes(), other.convert("L").tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width * one.height)


@pytest.mark.parametrize("key_frame_every", [15, 400])
def test_each_tile_of_a_filmstrip_shows_a_moment_of_its_own_stretch(
    films: FilmShelf, opened: OpenFilm, target: int, key_frame_every: int
) -> None:
    film = films.take(
        ".mp4", seconds=24.0, numbered=True, key_frame_every=key_frame_every, audio=None
    )
    source = opened(film)
    strip = make_filmstrip(source, target, probe_film(source))
    with Image.open(io.BytesIO(read_all(target))) as sprite:
        for number in range(strip.tiles):
            left = number * strip.tile_width
            tile = sprite.crop((left, 0, left + strip.tile_width, strip.tile_height))
            assert read_number(tile) * 1000 / 30 // strip.interval_ms == number
