"""Events in words: in the office's list, and to the people who did it or whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from app.audit.words.accounts import ACCOUNT_WORDS
from app.audit.words.keeping import KEEPING_WORDS
from app.audit.words.organisations import ORGANISATION_WORDS
from app.audit.words.practice import PRACTICE_WORDS
from app.audit.words.wording import Words

OFFICE = "The association’s office"
PORTAL = "The portal"
OTHER = "{other}"
SOMEBODY = "somebody"
"""Who is no longer known by name."""

WORDS: Mapping[str, Words] = {
    **ACCOUNT_WORDS,
    **ORGANISATION_WORDS,
    **PRACTICE_WORDS,
    **KEEPING_WORDS,
}


def find_words(action: str) -> Words:
    """The words of an action; one that nobody has worded yet reads as its own name."""
    return WORDS.get(action) or Words(action.replace(".", " ").replace("_", " ").capitalize())


def tell_own(action: str, other: str | None) -> str:
    """What somebody did themselves, in words to them; ``other`` is whom it concerned."""
    words = find_words(action)
    if other is not None and words.on:
        return words.on.replace(OTHER, other)
    return words.own or words.label


def tell_concerned(action: str, other: str | None) -> str:
    """What was done that concerns somebody, in words to them; ``other`` did it, or the portal where nobody is named."""
    words = find_words(action)
    who = OFFICE if words.is_office else other or PORTAL
    return (words.by or f"{OTHER}: {words.label}").replace(OTHER, who)


def list_labels() -> list[tuple[str, str]]:
    """Every action with its label, in the order of the labels: what a list can be narrowed to."""
    return sorted(((action, words.label) for action, words in WORDS.items()), key=itemgetter(1))
