"""Days are London's, whatever the clock of the machine says; instants are shown in the reader's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from app import templating
from app.core import clock

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which British clocks are put forward and back in 2026."""


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_day_ends_at_midnight_in_london(instant: datetime, day: date) -> None:
    assert clock.day_of(instant) == day
    with time_machine.travel(instant, tick=False):
        assert clock.today() == day


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_the_days_on_which_clocks_change_have_their_true_length(day: date, hours: int) -> None:
    length = clock.start_of(day + timedelta(days=1)) - clock.start_of(day)
    assert length == timedelta(hours=hours)


@given(day=DAYS)
def test_a_day_begins_where_the_day_before_ends(day: date) -> None:
    start = clock.start_of(day)
    assert clock.day_of(start) == day
    assert clock.day_of(start - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (None, "2 July 2026, 00:30"),
        ("Europe/London", "2 July 2026, 00:30"),
        ("UTC", "1 July 2026, 23:30"),
        ("Pacific/Auckland", "2 July 2026, 11:30"),
    ],
)
def test_an_instant_is_shown_in_the_readers_own_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str | None, shown: str
) -> None:
    monkeypatch.setattr(templating, "current_user", SimpleNamespace(time_zone=zone))
    assert templating.format_moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == shown
