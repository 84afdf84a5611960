"""What the portal makes of a film: something to watch, and something to look at.

Sources and targets are descriptors of files on a local disk, best of ``temporary_film``; a target is overwritten.
Besides the errors named, each function raises ProcessingTimedOut, ProcessingTooBig, ChildKilled or
OSError(ENOSPC); of these the last two say nothing about the film and are worth another try.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

from app.clips.media.children import MIB, ChildFailed, Limits, run_limited
from app.clips.media.commands import (
    filmstrip_command,
    poster_command,
    quick_copy_command,
    review_copy_command,
)
from app.clips.media.errors import FilmUnreadable
from app.clips.media.probe import Probe, probe_film

TILE_WIDTH = 160
TALLEST_TILE = 360
COLUMNS = 12
MOST_ROWS = 5
ROW_MS = 120_000
PICTURE_BYTES = 16 * MIB


@dataclass(frozen=True)
class Filmstrip:
    """Geometry of one sprite: tile ``i`` stands in row ``i // columns`` and shows the film from ``i * interval_ms``."""

    columns: int
    rows: int
    tile_width: int
    tile_height: int
    interval_ms: float

    @property
    def tiles(self) -> int:
        return self.columns * self.rows


def make_quick_copy(source_fd: int, target_fd: int, probe: Probe) -> None:
    """Copy the streams into a fast-start MP4, in about the time the disk needs.

    Raises ValueError where ``probe.browser_playable`` is false: a trimmed film would carry its hidden parts along.
    """
    if not probe.browser_playable:
        raise ValueError(f"no quick copy: {probe.browser_obstacle}")
    size = os.fstat(source_fd).st_size
    limits = limit_work(probe, output_bytes=size + 64 * MIB)
    run_ffmpeg(quick_copy_command(source_fd, target_fd, probe), (source_fd, target_fd), limits)


def make_review_copy(
    source_fd: int, target_fd: int, probe: Probe, on_progress: Callable[[float], None]
) -> Probe:
    """Make the copy that comments are anchored to, and answer the facts of that copy.

    ``on_progress`` gets shares from 0 to 1, about twice a second; what it raises stops the work.
    Raises FilmUnreadable when no film comes out.
    """

    limits = limit_work(probe, output_bytes=64 * MIB + 4 * MIB * ceil(probe.duration_ms / 1000))
    command = review_copy_command(source_fd, target_fd, probe)
    run_ffmpeg(command, (source_fd, target_fd), limits, report_share(probe, on_progress))
    copy = probe_film(target_fd)
    on_progress(1.0)
    return copy


def make_poster(source_fd: int, target_fd: int, probe: Probe, *, at_ms: int | None = None) -> None:
    """One JPEG of up to 1280 pixels, of the film near ``at_ms`` (a tenth of the way in, when not given).

    Where nothing decodes there, the beginning is shown; raises FilmUnreadable when that does not decode either.
    """
    latest = probe.duration_ms - round(2000 / probe.average_fps)
    wanted = probe.duration_ms // 10 if at_ms is None else at_ms
    limits = limit_work(probe, output_bytes=PICTURE_BYTES)
    for moment in (max(0, min(wanted, latest)), 0):
        with suppress(FilmUnreadable):
            command = poster_command(source_fd, target_fd, probe, moment)
            run_ffmpeg(command, (source_fd, target_fd), limits)
            if os.fstat(target_fd).st_size:
                return
    raise FilmUnreadable


def make_filmstrip(source_fd: int, target_fd: int, probe: Probe) -> Filmstrip:
    """One JPEG sprite: twelve tiles for each two minutes or part of them, up to sixty. Quickest from a review copy."""
    rows = max(1, min(MOST_ROWS, ceil(probe.duration_ms / ROW_MS)))
    height = min(TALLEST_TILE, 2 * round(TILE_WIDTH * probe.height / probe.width / 2))
    strip = Filmstrip(
        columns=COLUMNS,
        rows=rows,
        tile_width=TILE_WIDTH,
        tile_height=max(2, height),
        interval_ms=probe.duration_ms / (COLUMNS * rows),
    )
    command = filmstrip_command(
        source_fd,
        target_fd,
        probe,
        grid=(strip.columns, strip.rows),
        tile=(strip.tile_width, strip.tile_height),
    )
    run_ffmpeg(command, (source_fd, target_fd), limit_work(probe, output_bytes=PICTURE_BYTES))
    if not os.fstat(target_fd).st_size:
        raise FilmUnreadable
    return strip


def limit_work(probe: Probe, *, output_bytes: int) -> Limits:
    """Thirty times the film's length covers 4K in high dynamic range on a slow machine."""
    seconds = 120 + 30 * ceil(probe.duration_ms / 1000)
    return Limits(cpu_seconds=seconds, wall_seconds=seconds, output_bytes=output_bytes)


def report_share(probe: Probe, on_progress: Callable[[float], None]) -> Callable[[str], None]:
    """Reads what ffmpeg says of its progress, and tells it as a share of the film."""

    def report(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.isdigit():
            on_progress(min(1.0, int(value) / 1000 / probe.duration_ms))

    return report


def run_ffmpeg(
    command: Sequence[str],
    fds: Sequence[int],
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
) -> None:
    """Run one of the commands over the descriptors it names. Raises FilmUnreadable where it makes no film."""
    try:
        run_limited(command, fds=fds, limits=limits, on_line=on_line)
    except ChildFailed as failure:
        raise FilmUnreadable from failure
