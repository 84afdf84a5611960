"""The whole way as a ladder: course, registration, each stage and its review, the award. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.pathways.models import Stage
from app.progress.tally import Progress
from app.progress.words import describe_standing, describe_tally


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the way: "done", "current" or "ahead"."""

    state: str
    title: str
    detail: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """Where somebody is: the dates behind them, the stage they are in, met reviews by stage id, the award's number."""

    course_completed_on: date | None
    registered_on: date
    current: Stage | None
    met_on: Mapping[int, date] = field(default_factory=dict)
    has_open_review: bool = False
    award_number: str | None = None


def build_ladder(journey: Journey, stages: Sequence[Stage], progress: Progress) -> list[Rung]:
    """The rungs from the Initial Training Course to the award, in order."""
    rungs = [
        Rung("done", "Initial Training Course", _say_day(journey.course_completed_on)),
        Rung("done", "Registered as trainee", _say_day(journey.registered_on)),
    ]
    for stage in stages:
        rungs += [_build_stage(journey, stage, progress), _build_review(journey, stage)]
    if journey.award_number:
        rungs.append(Rung("done", "Accredited practitioner", f"number {journey.award_number}"))
    else:
        rungs.append(Rung("ahead", "Accredited practitioner", "certificate, number, register"))
    return rungs


def _build_stage(journey: Journey, stage: Stage, progress: Progress) -> Rung:
    if _is_behind(journey, stage):
        return Rung("done", stage.name, describe_tally(progress.of_stage(stage.id)))
    if stage is not journey.current:
        return Rung("ahead", stage.name, stage.description)
    standings = " · ".join(describe_standing(s) for s in progress.standings_in(stage.id))
    return Rung("current", stage.name, standings)


def _build_review(journey: Journey, stage: Stage) -> Rung:
    if _is_behind(journey, stage):
        return Rung("done", stage.review_name, _say_day(journey.met_on.get(stage.id)))
    if journey.has_open_review and stage is journey.current:
        return Rung("current", stage.review_name, "asked for · with a different supervisor")
    return Rung("ahead", stage.review_name, "with a supervisor who is not your own")


def _is_behind(journey: Journey, stage: Stage) -> bool:
    """A stage is behind once its review is met, or once a later one has opened."""
    has_later = journey.current is not None and stage.position < journey.current.position
    return has_later or stage.id in journey.met_on


def _say_day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"
