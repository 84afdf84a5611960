"""What is made of a review copy for weak lines and for the eye: nothing of it holds up the film."""

from __future__ import annotations

import os
from collections.abc import Callable
from math import ceil
from pathlib import Path

from app.clips.media.children import MIB
from app.clips.media.commands import low_copy_command, sound_command
from app.clips.media.probe import Probe
from app.clips.media.renditions import limit_work, report_share, run_ffmpeg
from app.clips.media.temporary_films import temporary_film
from app.clips.media.waveform import SAMPLE_BYTES, SAMPLES_PER_MS, Waveform, measure_peaks

LOW_BOXES = ((640, 360), (480, 270), (320, 180), (160, 90))
"""Tried in this order: a film that moves too much for one is made smaller rather than slower."""
MOST_LOW_BYTES_PER_MS = 400_000 / 8 / 1000


def make_low_copy(
    review_fd: int, target_fd: int, review: Probe, on_progress: Callable[[float], None]
) -> bool:
    """Make a copy of at most 400 kbit/s, sound included, that shows the same frames at the same times.

    ``on_progress`` gets shares from 0 to 1, more than once where a smaller picture is tried; what it raises stops the
    work. False where even the smallest picture is too heavy: then there is none. Raises FilmUnreadable.
    """
    most_bytes = ceil(review.duration_ms * MOST_LOW_BYTES_PER_MS)
    limits = limit_work(review, output_bytes=64 * MIB + 4 * most_bytes)
    for box in LOW_BOXES:
        os.ftruncate(target_fd, 0)
        command = low_copy_command(review_fd, target_fd, review, box)
        run_ffmpeg(command, (review_fd, target_fd), limits, report_share(review, on_progress))
        if os.fstat(target_fd).st_size <= most_bytes:
            return True
    return False


def measure_waveform(review_fd: int, room: Path, review: Probe) -> Waveform | None:
    """How loud a review copy is, decoded into a nameless file in ``room``; None where it has no sound."""
    if not review.has_audio:
        return None
    sound_bytes = review.duration_ms * SAMPLES_PER_MS * SAMPLE_BYTES
    with temporary_film(room) as sound:
        limits = limit_work(review, output_bytes=2 * sound_bytes + MIB)
        run_ffmpeg(sound_command(review_fd, sound, review), (review_fd, sound), limits)
        return measure_peaks(sound, review.duration_ms)
