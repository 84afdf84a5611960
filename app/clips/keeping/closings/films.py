"""Films to decide about when a case is closed, and what was decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.cases.models import Purpose
from app.clips.keeping.consent_ends import NEVER, ConsentEnd
from app.clips.keeping.models import FilmOutcome
from app.clips.models import Clip, Hold
from app.core import clock
from app.core.durations import format_day


@dataclass(frozen=True, slots=True)
class NextReviewFilm:
    """A film the next stage review may need, and how long the consent to show it there lasts."""

    clip: Clip
    limit: ConsentEnd

    @property
    def is_permitted(self) -> bool:
        """Whether everybody on it lets a reviewer see it now."""
        return self.limit.last_day >= clock.today()

    @property
    def sentence(self) -> str:
        """Whether a consent keeps it until then."""
        if self.limit.last_day == NEVER:
            return "Not everybody on it says yes to a reviewer, so it cannot be shown there."
        if not self.is_permitted:
            return (
                f"the consent of the {self.limit.label} ended on {format_day(self.limit.last_day)}."
            )
        if self.limit.last_day == date.max:
            return "The consent lets it be kept until then."
        return f"The consent lets it be kept until {format_day(self.limit.last_day)}."


@dataclass(frozen=True, slots=True)
class FilmToDecide:
    """One film of a case that is being closed.

    ``permitted``: for what it may be kept, and until when at most. ``rule_day``: the last day the organisation's rule sets
    once the case is closed today. ``hold``: while it stands, nothing is decided.
    """

    clip: Clip
    has_poster: bool
    permitted: Sequence[tuple[Purpose, date]]
    rule_day: date | None
    hold: Hold | None
    review: NextReviewFilm | None

    @property
    def name(self) -> str:
        """The film in words."""
        return f"Cycle {self.clip.cycle.number}, {self.clip.kind.label}"

    @property
    def proposed_day(self) -> date | None:
        """The rule's day, or an earlier one where every consent ends before; none where nothing may be kept."""
        latest = max((last for _, last in self.permitted), default=None)
        if latest is None or self.rule_day is None:
            return None
        return min(self.rule_day, latest)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one film; to keep it takes a purpose and a day."""

    clip: Clip
    outcome: FilmOutcome
    purpose: Purpose | None = None
    until_on: date | None = None
