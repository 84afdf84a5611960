"""A profile is its person's own; what everybody agrees to is the office's to word and everybody's own to accept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.accounts.agreements import policies as agreements
from app.accounts.profiles import policies as profiles
from app.core.actor import NOBODY, SYSTEM, Actor, RoleName

EVERYTHING = frozenset({7})
PEOPLE = {
    "themselves": Actor(1),
    "supervisor": Actor(2, frozenset({RoleName.SUPERVISOR}), supervised_ids=EVERYTHING),
    "reviewer": Actor(3, frozenset({RoleName.SUPERVISOR}), reviewing_ids=EVERYTHING),
    "office": Actor(5, frozenset({RoleName.ADMINISTRATOR})),
    "nobody": NOBODY,
    "system": SYSTEM,
}

TABLE: dict[str, tuple[Callable[[Actor], bool], set[str]]] = {
    "see a profile": (
        lambda a: profiles.can_see_profile(a, 1),
        {"themselves", "office", "system"},
    ),
    "change a profile": (lambda a: profiles.can_change_profile(a, 1), {"themselves"}),
    "edit the lists": (profiles.can_edit_lists, {"office", "system"}),
    "accept a wording": (
        agreements.can_accept,
        {"themselves", "supervisor", "reviewer", "office"},
    ),
    "publish a wording": (agreements.can_publish, {"office", "system"}),
}


@pytest.mark.parametrize("deed", TABLE)
def test_exactly_these_may(deed: str) -> None:
    may, allowed = TABLE[deed]
    assert {name for name, actor in PEOPLE.items() if may(actor)} == allowed
