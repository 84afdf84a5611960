"""A position as the office writes it down, and the rules that need no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.pathways.models import Stage
from app.trainees.brought_forward.errors import (
    MoreClientsThanCycles,
    PositionBeforeRegistration,
    PositionInFuture,
    StageElsewhere,
    StagePartTooLarge,
)


@dataclass(frozen=True, slots=True)
class Work:
    """Whole cycles, the distinct clients they were done with, and supervision in minutes."""

    cycles: int = 0
    clients: int = 0
    minutes: int = 0

    def covers(self, part: Work) -> bool:
        """Whether the other could be a part of this."""
        return (
            part.cycles <= self.cycles
            and part.clients <= self.clients
            and part.minutes <= self.minutes
        )


@dataclass(frozen=True, slots=True)
class Position:
    """The stage it stands in, the last day it covers, the work in all and in that stage, and what it rests on."""

    stage: Stage
    covers_until: date
    whole: Work
    in_stage: Work
    evidence: str


def check_position(position: Position, version_id: int, registered_on: date) -> None:
    """Hold a position against the rules of a training on this version, registered on this day.

    Raises StageElsewhere, PositionInFuture, PositionBeforeRegistration, MoreClientsThanCycles and StagePartTooLarge.
    """
    if position.stage.version_id != version_id:
        raise StageElsewhere
    if position.covers_until > clock.today():
        raise PositionInFuture
    if position.covers_until < registered_on:
        raise PositionBeforeRegistration
    if any(work.clients > work.cycles for work in (position.whole, position.in_stage)):
        raise MoreClientsThanCycles
    if not position.whole.covers(position.in_stage):
        raise StagePartTooLarge
