"""Which principles came up so far, and with whom: a picture that is a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.frameworks.models import Vocabulary
from app.frameworks.parties import Party

MOST_DOTS = 12
"""Dots that stand for moments; more than these are said by the number alone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many moments of a film, and of all films of the client, show one principle of one party."""

    in_film: int
    in_all: int

    @property
    def dots(self) -> range:
        """One for each moment of the film, as far as they can be counted by eye."""
        return range(min(self.in_film, MOST_DOTS))


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One principle, and a cell for each party of the table."""

    code: str
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Summary:
    """The ladder with what was found on it; ``parties`` are those that were tagged at all."""

    parties: Sequence[Party]
    rows: Sequence[SummaryRow]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was tagged yet, in any film of the client."""
        return not self.parties


def summarise(
    counts: Iterable[tuple[Party, str, int, int]], clip_id: int, vocabulary: Vocabulary | None
) -> Summary:
    """Lay counts (party, code of the principle, id of the clip, moments) along the ladder in force.

    A code that is not on that ladder any more stands after it under its own sign.
    """
    in_film: Counter[tuple[Party, str]] = Counter()
    in_all: Counter[tuple[Party, str]] = Counter()
    for party, code, of_clip_id, number in counts:
        in_all[party, code] += number
        if of_clip_id == clip_id:
            in_film[party, code] += number
    names = {p.code: p.name for p in vocabulary.principles} if vocabulary else {}
    tagged = {code for _, code in in_all}
    codes = [*names, *sorted(tagged - names.keys())]
    parties = [party for party in Party if any(known is party for known, _ in in_all)]
    return Summary(
        parties,
        [
            SummaryRow(
                code,
                names.get(code, code),
                [Cell(in_film[party, code], in_all[party, code]) for party in parties],
            )
            for code in codes
        ],
    )
