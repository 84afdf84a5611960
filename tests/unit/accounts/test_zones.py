"""People write the zone of their clock as they like; the portal keeps it by its one name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.profiles.zones import find_zone, list_zones


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        (" London ", "Europe/London"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_name_or_city(words: str, zone: str) -> None:
    assert find_zone(words) == zone


@pytest.mark.parametrize(
    "words", ["", "  ", "Europe", "Atlantis", "../../etc/passwd", "posixrules"]
)
def test_what_names_no_zone_is_none(words: str) -> None:
    assert find_zone(words) is None


@given(st.text())
def test_whatever_is_found_is_a_zone_that_clocks_know(words: str) -> None:
    zone = find_zone(words)
    assert zone is None or ZoneInfo(zone).key in list_zones()


def test_every_zone_of_the_list_is_found_by_its_name() -> None:
    assert [find_zone(name) for name in list_zones()] == list(list_zones())
