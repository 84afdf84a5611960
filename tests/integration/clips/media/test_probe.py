"""What the probe says about real films of many makes."""

from __future__ import annotations

from typing import Any

import pytest

from app.clips.media.probe import probe_film
from tests.factories.films import FilmShelf, trim_end, trim_start
from tests.integration.clips.media.conftest import OpenFilm

MAKES: list[Any] = [
    pytest.param(".mp4", {}, ("mov", "h264", "aac", True), id="h264 mp4"),
    pytest.param(".mp4", {"audio": "libmp3lame"}, ("mov", "h264", "mp3", True), id="mp3 sound"),
    pytest.param(".mp4", {"audio": None}, ("mov", "h264", None, True), id="no sound"),
    pytest.param(".mov", {"codec": "hevc"}, ("mov", "hevc", "aac", False), id="hevc mov"),
    pytest.param(".mov", {"audio": "pcm_s16le"}, ("mov", "h264", "pcm_s16le", False), id="pcm"),
    pytest.param(".mkv", {}, ("matroska", "h264", "aac", False), id="mkv"),
    pytest.param(
        ".webm",
        {"codec": "vp9", "audio": "libopus"},
        ("matroska", "vp9", "opus", False),
        id="vp9 webm",
    ),
    pytest.param(
        ".avi",
        {"codec": "mpeg4", "audio": "libmp3lame"},
        ("avi", "mpeg4", "mp3", False),
        id="mpeg4 avi",
    ),
]


@pytest.mark.parametrize(("suffix", "recipe", "expected"), MAKES)
def test_every_make_of_film_is_recognised(
    films: FilmShelf,
    opened: OpenFilm,
    suffix: str,
    recipe: dict[str, Any],
    expected: tuple[str, str, str | None, bool],
) -> None:
    probe = probe_film(opened(films.take(suffix, **recipe)))
    sound = "mp3" if probe.audio_codec == "mp3float" else probe.audio_codec
    assert (probe.container, probe.video_codec, sound, probe.browser_playable) == expected
    assert (probe.width, probe.height) == (320, 240)
    assert probe.duration_ms == pytest.approx(2000, abs=60)
    assert probe.average_fps == pytest.approx(30, abs=0.6)
    assert probe.has_audio is (expected[2] is not None)
    assert not probe.hides_content


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_size_is_given_upright(films: FilmShelf, opened: OpenFilm, turn: int) -> None:
    probe = probe_film(opened(films.take(".mov", rotation=turn)))
    assert probe.rotation == turn
    assert (probe.width, probe.height) == ((320, 240) if turn == 180 else (240, 320))


def test_a_variable_rate_is_told_from_a_steady_one(films: FilmShelf, opened: OpenFilm) -> None:
    steady = probe_film(opened(films.take(".mp4", fps="30000/1001")))
    variable = probe_film(opened(films.take(".mp4", variable_rate=True)))
    assert (steady.variable_rate, variable.variable_rate) == (False, True)
    assert steady.average_fps == pytest.approx(29.97, abs=0.01)
    assert variable.frames == 48


@pytest.mark.parametrize("transfer", ["pq", "hlg"])
def test_high_dynamic_range_is_named(films: FilmShelf, opened: OpenFilm, transfer: str) -> None:
    probe = probe_film(opened(films.take(".mov", codec="hevc", transfer=transfer)))
    assert probe.transfer == transfer
    assert not probe.browser_playable


@pytest.mark.parametrize("faststart", [True, False])
def test_faststart_is_seen(films: FilmShelf, opened: OpenFilm, faststart: bool) -> None:
    assert probe_film(opened(films.take(".mp4", faststart=faststart))).faststart is faststart


def test_a_trimmed_start_hides_content(films: FilmShelf, opened: OpenFilm) -> None:
    trimmed = films.derive(trim_start, films.take(".mp4", seconds=4.0, key_frame_every=120), 1.5)
    probe = probe_film(opened(trimmed))
    assert probe.hides_content
    assert probe.duration_ms == pytest.approx(2500, abs=40)
    assert probe.browser_obstacle == "it was trimmed and still holds the hidden parts"


@pytest.mark.parametrize("key_frame_every", [1, 10, 120])
def test_a_trimmed_end_hides_content(
    films: FilmShelf, opened: OpenFilm, key_frame_every: int
) -> None:
    whole = films.take(".mp4", audio=None, key_frame_every=key_frame_every)
    probe = probe_film(opened(films.derive(trim_end, whole)))
    assert probe.hides_content
    assert probe.duration_ms == pytest.approx(1000, abs=120)


def test_a_picture_that_starts_late_hides_nothing(films: FilmShelf, opened: OpenFilm) -> None:
    probe = probe_film(opened(films.take(".mp4", picture_delay=0.5)))
    assert probe.start_offset_ms == 500
    assert not probe.hides_content
