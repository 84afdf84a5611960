"""A case is told in the order of its days, and nothing is told twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.clips.timelines.events import Event, EventKind, group_by_month, join_facts, order_events

EVENTS = st.lists(
    st.builds(
        Event,
        on=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        kind=st.sampled_from(EventKind),
        title=st.text(max_size=5),
        cycle_number=st.none() | st.integers(1, 9),
    ),
    max_size=40,
)


@given(EVENTS)
def test_days_come_in_order_and_every_event_once(events: list[Event]) -> None:
    told = order_events(events)
    assert sorted(map(id, told)) == sorted(map(id, events))
    assert all(one.on <= next_.on for one, next_ in pairwise(told))


@given(EVENTS)
def test_months_hold_every_event_once_and_each_month_stands_once(events: list[Event]) -> None:
    told = order_events(events)
    months = list(group_by_month(told))
    assert [event for month in months for event in month.events] == told
    assert len({month.first for month in months}) == len(months)
    assert all(e.on.replace(day=1) == month.first for month in months for e in month.events)


def test_a_day_is_told_as_it_went() -> None:
    day = date(2026, 3, 3)
    kinds = [EventKind.CLOSING, EventKind.REVIEW, EventKind.CONSENT, EventKind.FILMING]
    told = [event.kind for event in order_events(Event(day, kind, "") for kind in kinds)]
    assert told == [EventKind.CONSENT, EventKind.FILMING, EventKind.REVIEW, EventKind.CLOSING]


def test_missing_facts_leave_no_gap() -> None:
    assert join_facts("", "at home", "", "8 min") == "at home · 8 min"
