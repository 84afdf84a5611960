"""The scales on which goals can be rated. Which one new goals take is the association's to say."""

from __future__ import annotations

from dataclasses import dataclass

OFFERED = ((1, 7), (0, 10), (1, 10))
"""Lowest and highest mark of each scale the association can choose; the first is that of a new installation."""

LOW_WORDS = "not there at all yet"
HIGH_WORDS = "just as we hoped"


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole marks from ``low`` to ``high``, both with words."""

    low: int = OFFERED[0][0]
    high: int = OFFERED[0][1]
    low_words: str = LOW_WORDS
    high_words: str = HIGH_WORDS

    @property
    def marks(self) -> range:
        """Every mark there is, the lowest first."""
        return range(self.low, self.high + 1)

    def holds(self, value: int) -> bool:
        """Whether this is a mark of the scale."""
        return value in self.marks
