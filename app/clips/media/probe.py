"""What a film is: its facts as a value, or a refusal in plain words."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.clips.frames.index import LONGEST_FRAME_US, FrameIndex
from app.clips.media import errors
from app.clips.media.children import MIB, ChildFailed, Limits, run_limited
from app.clips.media.layouts import read_layout

LONGEST_FILM_MS = 12 * 60 * 60 * 1000
LONGEST_MEAN_FRAME_MS = 60_000
"""A picture a minute: fewer are no film but a damaged clock, and its silence would be copied for hours."""
LARGEST_PLAYED_SIDE = 4096
PLAYED_PIXELS = frozenset({"yuv420p", "yuvj420p"})
PLAYED_SOUND = frozenset({None, "aac", "mp3", "mp3float"})
INSPECTOR = Path(__file__).with_name("inspector.py").resolve()
PROBE_LIMITS = Limits(cpu_seconds=120, wall_seconds=600, output_bytes=0, memory_bytes=2048 * MIB)


@dataclass(frozen=True)
class Probe:
    """Facts of a readable film.

    ``width`` and ``height`` are upright, in square pixels; ``duration_ms`` runs from the first to the last moment of
    picture or sound; ``start_offset_ms`` is how long the sound runs before the first picture. ``hides_content``:
    an edit list withholds pictures or sound that are still in the file. ``interlaced``: each picture is woven of two
    moments. ``assumed_matrix``: how colours are most probably coded, where the film does not say it.
    """

    container: str
    video_index: int
    video_codec: str
    pixel_format: str
    width: int
    height: int
    rotation: int
    square_pixels: bool
    transfer: Literal["sdr", "pq", "hlg"]
    assumed_matrix: Literal["bt601", "bt709"] | None
    interlaced: bool
    duration_ms: int
    start_offset_ms: int
    frames: int
    key_frames: int
    average_fps: float
    variable_rate: bool
    audio_index: int | None
    audio_codec: str | None
    hides_content: bool
    faststart: bool

    @property
    def has_audio(self) -> bool:
        return self.audio_index is not None

    @property
    def is_high_dynamic_range(self) -> bool:
        return self.transfer != "sdr"

    @property
    def is_sound_early(self) -> bool:
        """Whether a plain copy would show its first picture later than the review copy does, by half a frame or more."""
        return 2 * self.start_offset_ms * self.average_fps >= 1000

    @property
    def browser_obstacle(self) -> str | None:
        """Why browsers could not play a plain copy of the streams; None when they can."""
        reasons = {
            f"its container is {self.container}": self.container != "mov",
            f"its picture is {self.video_codec}": self.video_codec != "h264",
            f"its pixels are {self.pixel_format}": self.pixel_format not in PLAYED_PIXELS,
            "its brightness range is high": self.is_high_dynamic_range,
            f"its sound is {self.audio_codec}": self.audio_codec not in PLAYED_SOUND,
            "it was trimmed and still holds the hidden parts": self.hides_content,
            "its pixels are not square": not self.square_pixels,
            "its pictures are woven of two moments": self.interlaced,
            "its sound begins before its picture": self.is_sound_early,
            "it is larger than 4K": max(self.width, self.height) > LARGEST_PLAYED_SIDE,
        }
        return next((reason for reason, applies in reasons.items() if applies), None)

    @property
    def browser_playable(self) -> bool:
        """Whether ``make_quick_copy`` gives a film that every current browser plays."""
        return self.browser_obstacle is None


def probe_film(fd: int) -> Probe:
    """Look into the film behind a readable descriptor, in a limited child process.

    Raises a FilmRefused naming what is wrong with the film, or ProcessingTimedOut or ProcessingTooBig.
    """
    if os.fstat(fd).st_size == 0:
        raise errors.FilmEmpty
    layout = read_layout(fd)
    if layout is None:
        raise errors.NotAFilm
    if not layout.complete:
        raise errors.FilmTruncated
    facts = _inspect(fd)
    if facts["duration_ms"] > LONGEST_FILM_MS:
        raise errors.FilmTooLong
    if facts["duration_ms"] > facts["frames"] * LONGEST_MEAN_FRAME_MS:
        raise errors.FilmUnreadable
    return Probe(**facts, faststart=layout.faststart)


def read_frames(fd: int) -> FrameIndex:
    """The true times of a film's frames, counted from its first one. Raises as ``probe_film``."""
    lengths = _inspect(fd, "--frames")["frame_lengths_us"]
    if max(lengths) > LONGEST_FRAME_US:
        raise errors.FilmUnreadable
    return FrameIndex.from_durations(lengths)


def _inspect(fd: int, *flags: str) -> dict[str, Any]:
    lines: list[str] = []
    program = [sys.executable, "-I", "-B", str(INSPECTOR), str(fd), *flags]
    try:
        run_limited(program, fds=[fd], limits=PROBE_LIMITS, on_line=lines.append)
    except ChildFailed as failure:
        raise errors.FilmUnreadable from failure
    facts: dict[str, Any] = json.loads(lines[0])
    if "refused" in facts:
        raise getattr(errors, facts["refused"])
    return facts
