"""Single frames of a film as pictures, each exactly the one that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from app.clips.media.children import MIB, ChildFailed, Limits, run_limited
from app.clips.media.commands import stills_command
from app.clips.media.errors import FilmUnreadable

PICTURE_BYTES = 16 * MIB
SECONDS_EACH = 20


def draw_frames(
    source_fd: int, target_fds: Sequence[int], places_us: Sequence[tuple[int, int]]
) -> None:
    """Draw one JPEG into each target: the frame that begins at the second time of its place, in microseconds; the first is
    when the frame before it begins, or the same for the first frame of all.

    The film is a review copy, whose many key frames make each place quick to reach. Raises FilmUnreadable, and what
    `run_limited` raises.
    """
    seconds = SECONDS_EACH * len(target_fds)
    limits = Limits(cpu_seconds=seconds, wall_seconds=4.0 * seconds, output_bytes=PICTURE_BYTES)
    between = [(before + begins) // 2 for before, begins in places_us]
    command = stills_command(source_fd, list(zip(target_fds, between, strict=True)))
    try:
        run_limited(command, fds=(source_fd, *target_fds), limits=limits)
    except ChildFailed as error:
        raise FilmUnreadable from error
