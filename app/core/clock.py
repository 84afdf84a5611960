"""The one source of time, so that tests can travel and zones cannot mix."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date people in the association write on paper: the one in London."""
    return datetime.now(LONDON).date()
