"""Where and when an invented association lives: its chance, its day, the pathways it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from app.accounts.profiles.models import ChoiceKind
from app.cases.client_codes import BIRDS, complete_code
from app.core.actor import RoleName
from app.demonstration.ledger import Ledger
from app.pathways.models import Measure, PathwayVersion, ReviewKind


@dataclass(frozen=True, slots=True)
class StagePlan:
    """What a trainee of average luck does in one stage: cycles, new clients, minutes of supervision."""

    stage_id: int
    review_kind: ReviewKind
    cycles: int
    clients: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PathwayPlan:
    """The stages of one pathway version, in their order."""

    version_id: int
    stages: tuple[StagePlan, ...]


@dataclass(slots=True)
class Scene:
    """Everything that inventing needs. The same seed, day and pathways give the same association."""

    chance: Random
    ledger: Ledger
    today: date
    role_ids: Mapping[RoleName, int]
    plans: Sequence[PathwayPlan]
    choice_ids: Mapping[ChoiceKind, Sequence[int]] = field(default_factory=dict)
    """What people choose from in their profiles."""
    wordings: Mapping[int, datetime] = field(default_factory=dict)
    """What everybody has accepted, and when it was published."""
    organisation_ids: dict[str, int] = field(default_factory=dict)
    """The services that are there, by their names."""
    reason_ids: Sequence[int] = ()
    prompt_ids: Sequence[int] = ()
    scale_id: int | None = None
    """Without the association's scale nobody rates a goal."""
    """Why families are referred."""
    principle_ids: Mapping[str, tuple[int, Sequence[int]]] = field(default_factory=dict)
    """The principles in force by their code, each with its items in their order."""
    codes: set[str] = field(default_factory=set)
    """The client codes in use."""
    administrator_id: int = 0
    has_film_rows: bool = True
    """Whether recent cycles have films, as rows without bytes; where people will press play they must not."""

    def make_uuid(self) -> UUID:
        """An address that the seed decides."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def make_client_code(self) -> str:
        """A client code that the seed decides and nobody has."""
        while True:
            letter = self.chance.choice("bcdfghjkmn")
            stem = f"{self.chance.choice(BIRDS)}-{self.chance.randint(100, 999)}{letter}"
            if (code := complete_code(stem)) not in self.codes:
                self.codes.add(code)
                return code

    def happens(self, share: float) -> bool:
        """Whether something that happens to this share of people happens now."""
        return self.chance.random() < share

    def around(self, usual: float, spread: float, least: float, most: float) -> float:
        """A figure near the usual one, never outside its bounds."""
        return min(max(self.chance.gauss(usual, spread), least), most)

    def day_between(self, first: date, last: date) -> date:
        """Any day from the first to the last; the first where there is none between."""
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))

    def at(self, day: date, delay_days: int = 0) -> datetime:
        """An instant in the working hours of that day or soon after it, never later than yesterday evening."""
        late = day + timedelta(days=self.chance.randint(0, delay_days))
        chosen = min(late, self.today - timedelta(days=1))
        return datetime.combine(chosen, time(self.chance.randint(8, 17)), tzinfo=UTC)


def plan_pathway(version: PathwayVersion) -> PathwayPlan:
    """Share what a pathway version asks over its stages. Measures it does not name get a modest figure."""
    whole = {r.measure: r.minimum for r in version.requirements if r.stage_id is None}
    by_stage = {
        (r.stage_id, r.measure): r.minimum for r in version.requirements if r.stage_id is not None
    }
    count = len(version.stages)

    def share(stage_id: int, measure: Measure) -> int:
        asked = by_stage.get((stage_id, measure))
        return asked if asked is not None else -(-whole.get(measure, count) // count)

    stages = tuple(
        StagePlan(
            stage.id,
            stage.review_kind,
            cycles=share(stage.id, Measure.CYCLES),
            clients=share(stage.id, Measure.CLIENTS),
            minutes=share(stage.id, Measure.SUPERVISION_MINUTES),
        )
        for stage in version.stages
    )
    return PathwayPlan(version.id, stages)
