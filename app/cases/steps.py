"""How far a cycle is, and what is missing until it counts. Pure, so that every page says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.cases.models import EvidenceBasis, FilmKind

STEPS = 4
"""Filmed, the film seen, shared review held, its film seen."""


@dataclass(frozen=True, slots=True)
class CycleSteps:
    """The two dates and, for each film, how the portal knows of it (None: not yet).

    ``counted_on`` and ``counted_basis`` are those of the completed cycle, once there is one.
    """

    filmed_on: date | None = None
    reviewed_on: date | None = None
    interaction: EvidenceBasis | None = None
    shared_review: EvidenceBasis | None = None
    counted_on: date | None = None
    counted_basis: EvidenceBasis | None = None

    @property
    def counts(self) -> bool:
        """Whether the completed cycle is on record."""
        return self.counted_on is not None

    @property
    def is_whole(self) -> bool:
        """Both dates and both films: half a cycle does not count."""
        return self.done == STEPS

    @property
    def done(self) -> int:
        """How many of the four steps are done; all of them once the cycle counts."""
        if self.counts:
            return STEPS
        marks = (self.filmed_on, self.interaction, self.reviewed_on, self.shared_review)
        return sum(mark is not None for mark in marks)

    @property
    def basis(self) -> EvidenceBasis:
        """On whose word the cycle counts: the films', or the supervisor's where one of them is kept elsewhere."""
        if self.counted_basis is not None:
            return self.counted_basis
        if EvidenceBasis.SUPERVISOR in (self.interaction, self.shared_review):
            return EvidenceBasis.SUPERVISOR
        return EvidenceBasis.FILM

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet, in the order of the work, in plain words."""
        needed = (
            (self.filmed_on, "the date of filming"),
            (self.interaction, "the interaction film"),
            (self.reviewed_on, "the date of the shared review"),
            (self.shared_review, "the film of the shared review"),
        )
        return tuple(words for mark, words in needed if mark is None)

    @property
    def sentence(self) -> str:
        """The state in one line, read aloud with the step bar."""
        if self.counts:
            return "Complete: it counts"
        if not self.done:
            return "Just begun"
        return f"{self.done} of {STEPS} steps done · still missing: {join_words(self.missing)}"

    def find_basis(self, kind: FilmKind) -> EvidenceBasis | None:
        """How the portal knows of this film; None while it does not."""
        return self.interaction if kind is FilmKind.INTERACTION else self.shared_review


def join_words(parts: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last
