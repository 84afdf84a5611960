"""The one source of time, so that tests can travel and zones cannot mix."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date people in the association write on paper: the one in London."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The London date of an instant: late in the evening of UTC it may be the next day already."""
    return instant.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The instant, in UTC, at which a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
