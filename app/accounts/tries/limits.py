"""How often somebody may try, in one place, with the reason for each number."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from app.accounts.tries.models import TryKind
from app.core.errors import TooSoon

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


class Scope(enum.Enum):
    """Which tries are counted together. Browsers in which the person has signed in before are counted alone."""

    BROWSER = "this browser, for this account"
    PAIR = "unknown browsers of this network, for this account"
    ACCOUNT = "unknown browsers anywhere, for this account"
    NETWORK = "unknown browsers of this network, for any account"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within such a time; the next is possible when the first of them is that long ago."""

    scope: Scope
    tries: int
    within: timedelta


LIMITS_OF_STRANGERS: dict[TryKind, tuple[Limit, ...]] = {
    TryKind.PASSWORD: (
        # Cyber Essentials allows ten guesses; five leave room for the caps lock key, and end with its discovery.
        Limit(Scope.PAIR, 5, QUARTER),
        # From many networks at once: NIST SP 800-63B stops at a hundred; at this rate 10^8 guesses take 2,700 years.
        Limit(Scope.ACCOUNT, 20, HOUR),
        Limit(Scope.ACCOUNT, 100, DAY),
        # One password for many accounts. A hospital has one network for all its staff, so that this is wider.
        Limit(Scope.NETWORK, 30, QUARTER),
        Limit(Scope.NETWORK, 200, DAY),
    ),
    TryKind.CODE: (
        # Only whoever knows the password gets here. A code is one of a million, three of which are right at a time:
        # at twenty tries in a day, finding one takes decades.
        Limit(Scope.ACCOUNT, 5, QUARTER),
        Limit(Scope.ACCOUNT, 20, DAY),
    ),
    TryKind.RESET: (
        # Each is a letter to somebody who may not have asked for it.
        Limit(Scope.ACCOUNT, 3, QUARTER),
        Limit(Scope.ACCOUNT, 10, DAY),
        Limit(Scope.NETWORK, 20, HOUR),
    ),
    TryKind.CLIENT_CODE: (
        # Somebody of an office reads a code from a slip: a slip of the finger or two, not a search through a million.
        Limit(Scope.ACCOUNT, 10, QUARTER),
        Limit(Scope.ACCOUNT, 30, DAY),
    ),
}
LIMITS_OF_KNOWN_BROWSERS: dict[TryKind, tuple[Limit, ...]] = {
    # The person's own browser, or a thief's of it: what Cyber Essentials allows, and no more than strangers in a day.
    TryKind.PASSWORD: (Limit(Scope.BROWSER, 10, QUARTER), Limit(Scope.BROWSER, 100, DAY)),
    TryKind.CODE: (Limit(Scope.BROWSER, 5, QUARTER), Limit(Scope.BROWSER, 20, DAY)),
    TryKind.RESET: (Limit(Scope.BROWSER, 3, QUARTER), Limit(Scope.BROWSER, 10, DAY)),
    TryKind.CLIENT_CODE: (Limit(Scope.BROWSER, 10, QUARTER), Limit(Scope.BROWSER, 30, DAY)),
}
LONGEST_WINDOW = DAY
"""After this no try counts any more, and its row is swept."""

WORDS: dict[TryKind, tuple[str, str]] = {
    TryKind.PASSWORD: (
        "Too many passwords were tried",
        "You can try again in {wait}. If you cannot wait: a passkey opens the door at once, and so does a browser in "
        "which you have signed in before. Or choose a new password by letter: the browser you do it in is let in, too.",
    ),
    TryKind.CODE: (
        "Too many codes were tried",
        "You can try again in {wait}. A passkey opens the door at once. If you did not enter these codes yourself, "
        "choose a new password now: somebody knows yours.",
    ),
    TryKind.RESET: (
        "A new password was asked for several times",
        "If that address has an account, a letter with a link is there already: look among unwanted mail, too. You can "
        "ask for another in {wait}.",
    ),
    TryKind.CLIENT_CODE: (
        "Too many codes were not found",
        "You can try again in {wait}. Read the code from the family’s slip, or ask the trainee who works with them: they end "
        "a consent on the client’s own page.",
    ),
}


class TooManyTries(TooSoon):
    """Somebody must wait. What they are told is the same whether or not the account exists."""

    def __init__(self, kind: TryKind, wait: timedelta) -> None:
        title, words = WORDS[kind]
        super().__init__(wait, words.replace("{wait}", name_wait(wait)))
        self.title = title  # type: ignore[misc]  # one for each kind
        if kind in {TryKind.PASSWORD, TryKind.CODE}:
            self.way_on = ("security.forgot_password", "Choose a new password")


def list_limits(kind: TryKind, *, is_known: bool) -> tuple[Limit, ...]:
    """What holds for a try of this kind, by a browser that is known to be the person's own or by any other."""
    return (LIMITS_OF_KNOWN_BROWSERS if is_known else LIMITS_OF_STRANGERS)[kind]


def name_wait(wait: timedelta) -> str:
    """A time to wait in words, never too short: ``1 minute``, ``14 minutes``, ``3 hours``."""
    minutes = ceil(wait.total_seconds() / 60)
    number, unit = (minutes, "minute") if minutes < 120 else (ceil(minutes / 60), "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"
