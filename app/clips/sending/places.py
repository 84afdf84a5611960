"""Where a film of one's own may go: the free halves of one's cycles. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.cases.models import FilmKind
from app.clips.uploads.limits import FilmRoom
from app.core.durations import format_day


@dataclass(frozen=True, slots=True)
class FilmPlace:
    """A half of a cycle that waits for its film; ``is_begun`` where some of one has arrived. ``on`` is its day, where it has one."""

    cycle_uuid: UUID
    number: int
    kind: FilmKind
    on: date | None
    is_begun: bool

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.cycle_uuid}/{self.kind}"

    @property
    def words(self) -> str:
        """Beside the client's code: ``cycle 2, interaction film (12 March 2026)``."""
        notes = [format_day(self.on)] if self.on else []
        notes += ["partly sent"] if self.is_begun else []
        return f"cycle {self.number}, {self.kind.label}" + (
            f" ({', '.join(notes)})" if notes else ""
        )


@dataclass(frozen=True, slots=True)
class ClientPlaces:
    """The free halves of one client's cycles, newest cycle first, and how large a film may be there.

    ``lacks`` says what has to come before any film: "approval", "consent" or nothing.
    """

    code: str
    uuid: UUID
    room: FilmRoom
    lacks: str
    places: Sequence[FilmPlace]
