"""A place in a film."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.errors import DomainError

_TIME = re.compile(r"(?P<whole>[0-9]{1,6}(:[0-9]{1,6}){0,2})(\.(?P<fraction>[0-9]{0,9}))?")
"""Up to three numbers, each far longer than any film needs."""


class RangeBackwards(DomainError):
    """The end of a stretch lies before its beginning, or before the film starts."""

    title = "The stretch ends before it begins"
    message = "Choose an end that comes after the beginning."
    field = "end"


class TimeUnreadable(DomainError):
    """Somebody typed a position nobody can read as minutes and seconds."""

    title = "That time cannot be read"
    message = "Write the time as minutes and seconds, like 1:05 or 1:05.4."


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """A stretch of a film in whole milliseconds from its first frame; a point has no end.

    Raises RangeBackwards where the end is not after the start.
    """

    start_ms: int
    end_ms: int | None = None

    def __post_init__(self) -> None:
        if self.start_ms < 0 or (self.end_ms is not None and self.end_ms <= self.start_ms):
            raise RangeBackwards

    def fits(self, duration_ms: int) -> bool:
        """Whether the stretch lies inside a film of this length."""
        last = self.start_ms if self.end_ms is None else self.end_ms
        return last <= duration_ms

    def __str__(self) -> str:
        start = format_ms(self.start_ms)
        return start if self.end_ms is None else f"{start} – {format_ms(self.end_ms)}"


def format_ms(position_ms: int) -> str:
    """Milliseconds as people read a film's clock: ``m:ss.t``, with hours only where there are any."""
    tenths = position_ms // 100
    minutes, rest = divmod(tenths, 600)
    clock = f"{rest // 10:02d}.{rest % 10}"
    if minutes < 60:
        return f"{minutes}:{clock}"
    return f"{minutes // 60}:{minutes % 60:02d}:{clock}"


def parse_ms(text: str) -> int:
    """Read ``s``, ``m:ss`` or ``h:mm:ss``, each with decimals, as milliseconds. Raises TimeUnreadable."""
    found = _TIME.fullmatch(text.strip().replace(",", "."))
    if found is None:
        raise TimeUnreadable
    seconds = 0
    for part in found["whole"].split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(((found["fraction"] or "") + "000")[:3])


def read_range(start: str | None, end: str | None) -> TimeRange:
    """Two typed times as a place in a film; without an end, a point. Raises RangeBackwards, TimeUnreadable."""
    return TimeRange(parse_ms(start or ""), parse_ms(end) if end else None)


def write_time(position_ms: int) -> str:
    """Milliseconds as a field shows them, so that reading them again loses nothing: ``1:05.4``, ``1:05.480``."""
    rest = position_ms % 100
    return format_ms(position_ms) + (f"{rest:02d}" if rest else "")


def lacks_start(start_ms: int | None, _end_ms: int | None) -> bool:
    """Whether there is no place at all: what stands of a stretch when the database is told that only its end changed."""
    return start_ms is None
