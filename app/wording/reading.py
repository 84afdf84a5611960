"""One text, with all that stands out in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.wording.identifying_words import Category, Finding, find_identifiers
from app.wording.masks import mask

AROUND = 30
"""How many characters of a text are shown before and after a finding."""

MOST_POINTED = 5
"""How many findings of one text are shown; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """One finding with the words around it, as a page shows it; "…" stands where the text goes on."""

    category: Category
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its findings, in the order of the text."""

    text: str
    findings: Sequence[Finding]

    @property
    def categories(self) -> Sequence[Category]:
        """What stands out, each kind once."""
        return list(dict.fromkeys(found.category for found in self.findings))

    @property
    def words(self) -> Sequence[str]:
        """What stands out, word for word and each once."""
        return list(dict.fromkeys(found.read(self.text) for found in self.findings))

    @property
    def masked(self) -> frozenset[tuple[Category, str]]:
        """What stands out, masked, with what it looks like."""
        return frozenset(
            (found.category, mask(found.category, found.read(self.text))) for found in self.findings
        )

    @property
    def pointed(self) -> Sequence[Pointed]:
        """The first findings, with the words around them."""
        return [
            Pointed(
                found.category,
                _read_before(self.text, found.start),
                found.read(self.text),
                _read_after(self.text, found.end),
            )
            for found in self.findings[:MOST_POINTED]
        ]


def _read_before(text: str, end: int) -> str:
    piece = text[max(0, end - AROUND) : end]
    if end <= AROUND:
        return piece
    first, blank, rest = piece.partition(" ")
    return f"… {rest}" if blank else f"…{first}"


def _read_after(text: str, start: int) -> str:
    piece = text[start : start + AROUND]
    if start + AROUND >= len(text):
        return piece
    rest, blank, last = piece.rpartition(" ")
    return f"{rest} …" if blank else f"{last}…"


def read_words(text: str) -> Reading:
    """Read a text for what could identify somebody."""
    return Reading(text, find_identifiers(text))
