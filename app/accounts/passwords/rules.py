"""Which passwords are taken: long enough, and not among the first that somebody would guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

from app.core.errors import DomainError

SHORTEST, LONGEST = 12, 1024
"""Characters. What can be hashed at all is four times as long."""

LEAST_GUESSES = 10**8
"""How many guesses a password must withstand, by the estimate of the package zxcvbn. Its authors call this "safely
unguessable" behind a slow hash; at the limit of tries an account has in a day it lasts for thousands of years."""

READ_AT_ONCE = 72
"""The estimate looks at so many characters: its time grows with their square."""

HOUSE_WORDS = (
    "aviguk",
    "vig",
    "portal",
    "attuned",
    "attunement",
    "guidance",
    "interaction",
    "practitioner",
    "supervisor",
    "trainee",
)
"""What a guesser would try here first, so that it does not count."""

TOO_SHORT = f"Use at least {SHORTEST} characters. A few words in a row are easy to remember, and spaces count."
TOO_LONG = f"Use at most {LONGEST} characters."
TOO_COMMON = (
    "That is among the passwords that are guessed first. Put three or four words together that have nothing to do with "
    "each other."
)
TOO_PERSONAL = (
    "Too little is left of it without your name, your address and the portal’s own words. Add a few words that nobody "
    "would connect with you."
)


class PasswordTooWeak(DomainError):
    """Too short, too long, or among the first that would be guessed; the message says which."""

    field = "password"


def normalise(password: str) -> str:
    """One form for letters that can be typed in several; of what is too long, just enough to be too long."""
    return unicodedata.normalize("NFKD", password)[: LONGEST + 1]


def find_weakness(password: str, own_words: Iterable[str]) -> str | None:
    """What is wrong with a password and what to do instead, or None.

    ``own_words`` are those that anybody could connect with the person. No kind of character is asked for: length and
    being unexpected is all that counts.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    if _count_guesses(password) < LEAST_GUESSES:
        return TOO_COMMON
    if _count_guesses(_leave_out({*HOUSE_WORDS, *own_words}, password)) < LEAST_GUESSES:
        return TOO_PERSONAL
    return None


def list_own_words(*texts: str) -> set[str]:
    """The words of names and addresses that are long enough to be recognised."""
    return {word for text in texts for word in re.findall(r"[^\W_]{3,}", _fold(text))}


def _count_guesses(password: str) -> int:
    return int(zxcvbn(password[:READ_AT_ONCE])["guesses"]) if password else 0


def _leave_out(words: set[str], password: str) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), "", _fold(password))


def _fold(text: str) -> str:
    """Without capitals and accents."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
