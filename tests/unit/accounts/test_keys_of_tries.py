"""Tries are counted by keyed hashes that bring together what belongs together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.tries.keys import hash_account, hash_network
from app.accounts.tries.limits import (
    LIMITS_OF_KNOWN_BROWSERS,
    LIMITS_OF_STRANGERS,
    LONGEST_WINDOW,
    WORDS,
    Scope,
    TooManyTries,
    name_wait,
)
from app.accounts.tries.models import TryKind

SECRET = "5" * 64


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("asha@example.org", " ASHA@Example.ORG ", True),
        ("asha@example.org", "ash@example.org", False),
    ],
)
def test_an_account_is_one_however_it_is_typed(one: str, other: str, together: bool) -> None:
    assert (hash_account(SECRET, one) == hash_account(SECRET, other)) is together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("", None, True),
    ],
)
def test_a_household_is_one_network(one: str, other: str | None, together: bool) -> None:
    assert (hash_network(SECRET, one) == hash_network(SECRET, other)) is together


def test_nothing_is_found_out_without_the_secret() -> None:
    assert hash_account(SECRET, "asha@example.org") != hash_account("6" * 64, "asha@example.org")
    assert hash_account(SECRET, "192.0.2.7") != hash_network(SECRET, "192.0.2.7")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes"), (7200, "2 hours"), (86400, "24 hours")],
)  # fmt: skip
def test_a_wait_is_never_said_too_short(seconds: int, words: str) -> None:
    assert name_wait(timedelta(seconds=seconds)) == words


def test_every_kind_of_try_has_limits_and_words() -> None:
    assert LIMITS_OF_STRANGERS.keys() == LIMITS_OF_KNOWN_BROWSERS.keys() == WORDS.keys()
    assert set(TryKind) == WORDS.keys()
    for kind in TryKind:
        assert "15 minutes" in TooManyTries(kind, timedelta(minutes=15)).message


def test_known_browsers_are_counted_by_themselves_and_no_window_outlives_its_rows() -> None:
    for limits in LIMITS_OF_KNOWN_BROWSERS.values():
        assert {limit.scope for limit in limits} == {Scope.BROWSER}
    for limits in LIMITS_OF_STRANGERS.values():
        assert Scope.BROWSER not in {limit.scope for limit in limits}
        assert max(limit.within for limit in limits) <= LONGEST_WINDOW


def test_what_cyber_essentials_and_nist_ask_for_holds() -> None:
    passwords = LIMITS_OF_STRANGERS[TryKind.PASSWORD]
    assert any(limit.tries <= 10 and limit.within >= timedelta(minutes=5) for limit in passwords)
    for table in (LIMITS_OF_STRANGERS, LIMITS_OF_KNOWN_BROWSERS):
        in_a_day = [limit for limit in table[TryKind.PASSWORD] if limit.within == LONGEST_WINDOW]
        assert any(limit.tries <= 100 and limit.scope is not Scope.NETWORK for limit in in_a_day)
