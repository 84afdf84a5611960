"""The times of a film's frames: between a position in milliseconds and the frame that is shown there."""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

US_IN_MS = 1000
LONGEST_FRAME_US = 2**32 - 1


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """``starts_us`` are the microseconds at which frames 0, 1, 2 … begin, strictly ascending, and last the film's end.

    Frame ``n`` is shown from ``starts_us[n]`` up to, not including, ``starts_us[n + 1]``; the first begins at 0.
    Raises ValueError for times that are no such row.
    """

    starts_us: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.starts_us) < 2 or self.starts_us[0] != 0:
            raise ValueError("a film has a first frame, at 0, and an end")
        if any(after <= before for before, after in pairwise(self.starts_us)):
            raise ValueError("each frame begins after the one before it")

    @property
    def count(self) -> int:
        """How many frames there are."""
        return len(self.starts_us) - 1

    def start_ms(self, frame: int) -> int:
        """The first whole millisecond in which frame ``frame`` is shown, so that `find_frame` leads back to it;
        for ``count``, the end of the film. Frames shorter than a millisecond cannot be told apart in milliseconds."""
        return -(-self.starts_us[frame] // US_IN_MS)

    def find_frame(self, at_ms: int) -> int:
        """The frame shown at this position; before the film the first, after it the last."""
        found = bisect_right(self.starts_us, at_ms * US_IN_MS) - 1
        return min(max(found, 0), self.count - 1)

    def find_end(self, at_ms: int) -> int:
        """The first frame that is not shown any more where a stretch ends at this position: the first that begins there or
        later, ``count`` after the last one begins. `start_ms` leads back to it."""
        return min(bisect_right(self.starts_us, (at_ms - 1) * US_IN_MS), self.count)

    def encode(self) -> bytes:
        """How long each frame is shown, as unsigned 32-bit numbers of microseconds, the least significant byte first:
        what a player adds up. A frame may last an hour and eleven minutes."""
        shown = array("I", [after - before for before, after in pairwise(self.starts_us)])
        if sys.byteorder == "big":
            shown.byteswap()
        return shown.tobytes()

    def pack(self) -> bytes:
        """The same, as small as it gets for keeping."""
        return zlib.compress(self.encode(), 9)

    @classmethod
    def unpack(cls, packed: bytes) -> FrameIndex:
        """What `pack` made."""
        return cls.from_encoded(zlib.decompress(packed))

    @classmethod
    def from_encoded(cls, encoded: bytes) -> FrameIndex:
        """What `encode` made."""
        shown = array("I")
        shown.frombytes(encoded)
        if sys.byteorder == "big":
            shown.byteswap()
        return cls.from_durations(shown)

    @classmethod
    def from_durations(cls, shown_us: Iterable[int]) -> FrameIndex:
        """From how long each frame is shown, in microseconds."""
        return cls((0, *accumulate(shown_us)))
