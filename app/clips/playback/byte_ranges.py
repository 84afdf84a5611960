"""Which bytes of a film a Range header asks for (RFC 9110, section 14), and how many it gets."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.http import parse_range_header

MIB = 1024 * 1024
MOST_OPEN_BYTES = 4 * MIB
"""The answer to a range without an end: enough to play on, small enough that a slow viewer holds no thread."""


class RangeUnsatisfiable(Exception):
    """No byte of the film lies in the range."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes from ``start`` up to, not including, ``stop``."""

    start: int
    stop: int

    def describe(self, length: int) -> str:
        """The value of Content-Range in a film of ``length`` bytes."""
        return f"bytes {self.start}-{self.stop - 1}/{length}"


def choose_range(header: str | None, length: int) -> ByteRange | None:
    """The one range to answer with; None means the whole film.

    A header that cannot be read, another unit and several ranges at once are ignored, as the standard allows. Ranges
    with an end and suffixes are answered exactly, ranges without an end with at most ``MOST_OPEN_BYTES``. Raises
    RangeUnsatisfiable.
    """
    asked = parse_range_header(header)
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    start, stop = asked.ranges[0]
    if start < 0:
        return _checked(max(0, length + start), length, length)
    if stop is None:
        return _checked(start, start + MOST_OPEN_BYTES, length)
    return _checked(start, stop, length)


def _checked(start: int, stop: int, length: int) -> ByteRange:
    if start >= length:
        raise RangeUnsatisfiable
    return ByteRange(start, min(stop, length))
