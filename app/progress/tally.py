"""What counts, added up and held against the minimums. Pure: a number here supports a judgement and never makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.pathways.models import Measure


@dataclass(frozen=True, slots=True)
class Tally:
    """Completed cycles, the distinct clients they were done with, and confirmed supervision in minutes."""

    cycles: int = 0
    clients: int = 0
    minutes: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cycles + other.cycles, self.clients + other.clients, self.minutes + other.minutes
        )

    def of(self, measure: Measure) -> int:
        """The number that a requirement of this measure is held against."""
        if measure is Measure.CYCLES:
            return self.cycles
        return self.clients if measure is Measure.CLIENTS else self.minutes


@dataclass(frozen=True, slots=True)
class BroughtForwardTally:
    """What a confirmed position adds: the whole, and the part done in the stage it stands in."""

    stage_id: int
    whole: Tally
    in_stage: Tally

    def of_stage(self, stage_id: int) -> Tally:
        """What it adds to one stage; of earlier stages it knows no more than that they are behind."""
        return self.in_stage if stage_id == self.stage_id else Tally()


@dataclass(frozen=True, slots=True)
class Minimum:
    """One requirement of a pathway version; without a stage it counts over the whole pathway."""

    measure: Measure
    minimum: int
    is_guide: bool = False
    stage_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is counted beside one minimum, in cycles, clients or minutes; ``brought_forward`` of it was done before."""

    minimum: Minimum
    counted: int
    brought_forward: int = 0

    @property
    def is_reached(self) -> bool:
        """Whether the number is there. A guide says what is normal and is held to the same figure."""
        return self.counted >= self.minimum.minimum


@dataclass(frozen=True, slots=True)
class Progress:
    """One trainee's numbers: by stage id, and against each minimum of their pathway version.

    ``by_stage`` is what the portal saw; a confirmed position stands apart in ``brought_forward`` and is added wherever
    a number is held against a minimum.
    """

    by_stage: Mapping[int, Tally] = field(default_factory=dict)
    minimums: Sequence[Minimum] = ()
    brought_forward: BroughtForwardTally | None = None

    @property
    def total(self) -> Tally:
        """Everything counted, over all stages. A client counts once, in one stage, so the stages add up."""
        seen = sum(self.by_stage.values(), Tally())
        return seen + self.brought_forward.whole if self.brought_forward else seen

    def of_stage(self, stage_id: int) -> Tally:
        """What was counted in one stage, in the portal and before."""
        seen = self.by_stage.get(stage_id, Tally())
        before = self.brought_forward
        return seen + before.of_stage(stage_id) if before else seen

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every minimum with what is counted towards it, in the order of the pathway."""
        return tuple(self._hold(minimum) for minimum in self.minimums)

    def standings_in(self, stage_id: int) -> tuple[Standing, ...]:
        """The minimums that matter in a stage: its own, and those of the whole pathway."""
        return tuple(
            self._hold(minimum) for minimum in self.minimums if minimum.stage_id in (None, stage_id)
        )

    def find_standing(self, stage_id: int, measure: Measure) -> Standing | None:
        """The minimum of this measure that matters in a stage; None where the pathway names none."""
        found = [s for s in self.standings_in(stage_id) if s.minimum.measure is measure]
        return max(found, key=lambda standing: standing.minimum.stage_id or 0, default=None)

    def reaches_minimums_of(self, stage_id: int) -> bool:
        """Whether every minimum that matters in this stage is there; a pathway without numbers reaches none."""
        standings = self.standings_in(stage_id)
        return bool(standings) and all(standing.is_reached for standing in standings)

    def _hold(self, minimum: Minimum) -> Standing:
        tally = self.total if minimum.stage_id is None else self.of_stage(minimum.stage_id)
        return Standing(minimum, tally.of(minimum.measure), self._count_before(minimum))

    def _count_before(self, minimum: Minimum) -> int:
        before = self.brought_forward
        if before is None:
            return 0
        part = before.whole if minimum.stage_id is None else before.of_stage(minimum.stage_id)
        return part.of(minimum.measure)
