"""How loud a film is from moment to moment: small enough to draw a whole film at once."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, isqrt

SAMPLES_PER_MS = 8
FINEST_MS = 20
MOST_PEAKS = 90_000
"""An hour in steps of 40 ms."""
LOUDEST = 2**15
HIGHEST = 255
SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class Waveform:
    """``peaks[i]`` is the loudest sample between ``i * step_ms`` and the next step, from 0 (silence) to 255.

    It is the square root of the loudness, because a whisper matters and would not be seen beside a shout.
    """

    step_ms: int
    peaks: bytes

    def encode(self) -> bytes:
        """The step as an unsigned 16-bit number of milliseconds, the least significant byte first; then the peaks."""
        return self.step_ms.to_bytes(2, "little") + self.peaks


def choose_step(duration_ms: int) -> int:
    """Milliseconds for each peak: as fine as a frame, and no more than `MOST_PEAKS` for the longest film."""
    return max(FINEST_MS, ceil(duration_ms / MOST_PEAKS / 10) * 10)


def measure_peaks(sound_fd: int, duration_ms: int) -> Waveform:
    """The waveform of sound decoded to one channel of signed 16-bit samples, `SAMPLES_PER_MS` of them."""
    step_ms = choose_step(duration_ms)
    peaks = bytes(_measure(samples) for samples in _cut(sound_fd, step_ms * SAMPLES_PER_MS))
    return Waveform(step_ms, peaks)


def _measure(samples: array[int]) -> int:
    loudest = min(max(max(samples), -min(samples)), LOUDEST - 1)
    return isqrt(loudest * (HIGHEST + 1) ** 2 // LOUDEST)


def _cut(sound_fd: int, samples_each: int) -> Iterator[array[int]]:
    """The samples of each step; the last may have fewer."""
    steps_at_once = max(1, 2**20 // (samples_each * SAMPLE_BYTES))
    size, position = os.fstat(sound_fd).st_size, 0
    while position < size:
        piece = os.pread(sound_fd, steps_at_once * samples_each * SAMPLE_BYTES, position)
        position += len(piece)
        samples = array("h")
        samples.frombytes(piece[: len(piece) // SAMPLE_BYTES * SAMPLE_BYTES])
        if sys.byteorder == "big":
            samples.byteswap()
        for start in range(0, len(samples), samples_each):
            yield samples[start : start + samples_each]
