"""Time zones by the names the world gives them, such as ``Europe/London``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import available_timezones

CONTINENTS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
"""Where people live; other names of the list are old spellings and offsets that know no summer time."""


@lru_cache(maxsize=1)
def list_zones() -> Sequence[str]:
    """Every zone somebody can choose, by name."""
    places = (name for name in available_timezones() if name.partition("/")[0] in CONTINENTS)
    return (*sorted(places), "UTC")


def find_zone(words: str) -> str | None:
    """The zone somebody means: its whole name or just its city, in any letters; None where there is none, or several."""
    wanted = words.strip().casefold().replace(" ", "_")
    if not wanted:
        return None
    whole = [name for name in list_zones() if name.casefold() == wanted]
    cities = [name for name in list_zones() if name.casefold().rpartition("/")[2] == wanted]
    found = whole or cities
    return found[0] if len(found) == 1 else None
