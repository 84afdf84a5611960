"""Days and lengths of time as people say them."""

from __future__ import annotations

from datetime import date


def format_minutes(minutes: int) -> str:
    """Minutes as people say them: ``45 min``, ``9 h``, ``9 h 15``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def count_months(start: date, end: date) -> int:
    """Whole months from one day to another, as people count them; none where the second comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (end.day < start.day))


def format_day(day: date | None) -> str:
    """A date as it is written on paper, ``3 March 2025``; nothing where there is none."""
    return "" if day is None else f"{day.day} {day:%B %Y}"
