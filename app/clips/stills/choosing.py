"""Which frames of a stretch are drawn."""

from __future__ import annotations

from collections.abc import Sequence


def choose_frames(start_frame: int, end_frame: int) -> Sequence[int]:
    """The frames that show a stretch: its first, its middle, and its last; ``end_frame`` is not shown any more."""
    return sorted({start_frame, (start_frame + end_frame) // 2, end_frame - 1})
