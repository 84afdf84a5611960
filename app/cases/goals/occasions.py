"""The occasions on which a goal is rated, in the order of the work. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.cases.goals.models import Occasion

ORDER = (Occasion.BASELINE, Occasion.CYCLE, Occasion.FINAL, Occasion.FOLLOW_UP)

_WORDS = {
    Occasion.BASELINE: ("At the start", "start"),
    Occasion.FINAL: ("At the final meeting", "final"),
    Occasion.FOLLOW_UP: ("Six months later", "6 months"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One occasion; ``cycle_number`` where it is the rating of a cycle."""

    occasion: Occasion
    cycle_number: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where it comes in the order of the work."""
        return ORDER.index(self.occasion), self.cycle_number or 0

    @property
    def label(self) -> str:
        """The occasion as it stands in a table or beside a choice."""
        if self.occasion is Occasion.CYCLE:
            return f"Cycle {self.cycle_number}"
        return _WORDS[self.occasion][0]

    @property
    def short_label(self) -> str:
        """The occasion under its point in a drawing."""
        return (
            str(self.cycle_number) if self.occasion is Occasion.CYCLE else _WORDS[self.occasion][1]
        )
