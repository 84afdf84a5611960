"""The page of numbers, put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles

from app.association.numbers import queries
from app.association.numbers.quarters import Quarter, fill_quarters
from app.association.numbers.queries import StageCount, Waiting, WorkCounts
from app.core import clock
from app.core.actor import Actor

DAYS_PER_MONTH = 365.25 / 12
MOST_IN_THE_PICTURE = 40
"""Quarters of the chart: a register may go back further than bars can be told apart; the table has them all."""
FEWEST_FOR_A_MIDDLE = 8
"""Below this a median says more about single people than about training."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page of numbers shows."""

    day: date
    stages: Sequence[StageCount]
    practitioners: int
    supervisors: int
    supervised: int
    this_month: WorkCounts
    last_month: WorkCounts
    this_year: WorkCounts
    waiting: Waiting
    quarters: Sequence[tuple[Quarter, int]]
    months_to_award: tuple[float, float, float] | None
    """Lower quarter, middle and upper quarter of the last twelve months' accreditations, in months."""

    trainees_last_year: int

    @property
    def trainees(self) -> int:
        """Everybody in training now."""
        return sum(stage.trainees for stage in self.stages)

    @property
    def drawn(self) -> Sequence[tuple[Quarter, int]]:
        """The quarters in the picture: those of `list_closed_quarters`."""
        return self.quarters[:-1][-MOST_IN_THE_PICTURE:]

    @property
    def years(self) -> Sequence[tuple[int, Sequence[int | None]]]:
        """Each year with its four quarters; those that have not been, or came before the first, are empty."""
        counts = {(quarter.year, quarter.number): awards for quarter, awards in self.quarters}
        return [
            (year, [counts.get((year, number)) for number in (1, 2, 3, 4)])
            for year in sorted({quarter.year for quarter, _ in self.quarters}, reverse=True)
        ]

    @property
    def load(self) -> float | None:
        """How many trainees a supervisor has on average; None where there is no supervisor."""
        return self.supervised / self.supervisors if self.supervisors else None


def build_overview(actor: Actor, stalled_weeks: int) -> Overview:
    """Count everything as it stands now; the number of questions does not hang on the number of people."""
    today = clock.today()
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    supervisors, supervised = queries.count_supervisors(actor)
    return Overview(
        day=today,
        stages=queries.count_by_stage(actor),
        practitioners=queries.count_practitioners(actor),
        supervisors=supervisors,
        supervised=supervised,
        this_month=_count(actor, month, today + timedelta(days=1)),
        last_month=_count(actor, before, month),
        this_year=_count(actor, today.replace(month=1, day=1), today + timedelta(days=1)),
        waiting=queries.count_waiting(actor, today - timedelta(weeks=stalled_weeks)),
        quarters=fill_quarters(queries.count_awards_by_quarter(actor), today),
        months_to_award=measure_lengths(
            queries.list_training_lengths(actor, today - timedelta(days=365))
        ),
        trainees_last_year=sum(
            stage.trainees
            for stage in queries.count_by_stage(actor, as_of=clock.now() - timedelta(days=365))
        ),
    )


def list_closed_quarters(actor: Actor) -> Sequence[tuple[Quarter, int]]:
    """Accreditations in every quarter that is over, from the first that had any; at most the last ten years."""
    quarters = fill_quarters(queries.count_awards_by_quarter(actor), clock.today())
    return quarters[:-1][-MOST_IN_THE_PICTURE:]


def measure_lengths(lengths: Sequence[timedelta]) -> tuple[float, float, float] | None:
    """Lower quarter, middle and upper quarter in months; None where there are too few to say."""
    months = [length.days / DAYS_PER_MONTH for length in lengths]
    if len(months) < FEWEST_FOR_A_MIDDLE:
        return None
    lower, _, upper = quantiles(months, n=4, method="inclusive")
    return lower, median(months), upper


def _count(actor: Actor, first: date, until: date) -> WorkCounts:
    instants = clock.start_of(first), clock.start_of(until)
    return queries.count_between(actor, (first, until), instants)
