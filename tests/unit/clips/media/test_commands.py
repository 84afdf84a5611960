"""Sizes, and what every ffmpeg command must carry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.media import inspector
from app.clips.media.commands import (
    FORMATS,
    filmstrip_command,
    fit_inside,
    poster_command,
    quick_copy_command,
    review_copy_command,
)
from app.clips.media.probe import Probe

FILM = Probe(
    container="mov",
    video_index=0,
    video_codec="h264",
    pixel_format="yuv420p",
    width=1920,
    height=1080,
    rotation=0,
    square_pixels=True,
    transfer="sdr",
    assumed_matrix=None,
    interlaced=False,
    duration_ms=60_000,
    start_offset_ms=0,
    frames=1800,
    key_frames=60,
    average_fps=30.0,
    variable_rate=False,
    audio_index=1,
    audio_codec="aac",
    hides_content=False,
    faststart=True,
)
COMMANDS = {
    "review": review_copy_command(3, 4, FILM),
    "quick": quick_copy_command(3, 4, FILM),
    "poster": poster_command(3, 4, FILM, 6000),
    "filmstrip": filmstrip_command(3, 4, FILM, grid=(12, 1), tile=(160, 90)),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_reads_only_films_and_only_files(name: str) -> None:
    before_input = COMMANDS[name][: COMMANDS[name].index("-i")]
    assert before_input[before_input.index("-protocol_whitelist") + 1] == "file"
    assert before_input[before_input.index("-format_whitelist") + 1] == FORMATS


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_strips_tags_and_names_descriptors_only(name: str) -> None:
    command = COMMANDS[name]
    assert command[command.index("-map_metadata") + 1] == "-1"
    assert command[command.index("-i") + 1] == "/proc/self/fd/3"
    assert command[-1] == "/proc/self/fd/4"


def test_ffmpeg_and_the_inspector_allow_the_same_formats() -> None:
    assert FORMATS == inspector.FORMATS


@given(st.integers(2, 8000), st.integers(2, 8000))
def test_a_film_fits_its_box_keeps_its_shape_and_never_grows(width: int, height: int) -> None:
    fitted = fit_inside(replace(FILM, width=width, height=height), (1280, 720))
    assert all(side % 2 == 0 and side >= 2 for side in fitted)
    assert max(fitted) <= 1280
    assert min(fitted) <= 720
    assert fitted[0] <= width + 1
    assert fitted[1] <= height + 1
    if min(fitted) > 100:
        assert fitted[0] / fitted[1] == pytest.approx(width / height, rel=0.03)


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({}, None),
        ({"audio_codec": None}, None),
        ({"pixel_format": "yuvj420p"}, None),
        ({"container": "matroska"}, "its container is matroska"),
        ({"video_codec": "hevc"}, "its picture is hevc"),
        ({"pixel_format": "yuv420p10le"}, "its pixels are yuv420p10le"),
        ({"transfer": "hlg"}, "its brightness range is high"),
        ({"audio_codec": "pcm_s16le"}, "its sound is pcm_s16le"),
        ({"hides_content": True}, "it was trimmed and still holds the hidden parts"),
        ({"square_pixels": False}, "its pixels are not square"),
        ({"width": 7680, "height": 4320}, "it is larger than 4K"),
    ],
)
def test_what_keeps_a_film_from_playing_at_once(
    change: dict[str, object], obstacle: str | None
) -> None:
    probe = Probe(**(FILM.__dict__ | change))
    assert probe.browser_obstacle == obstacle
    assert probe.browser_playable is (obstacle is None)
