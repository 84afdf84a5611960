"""The whole way as a ladder: course, registration, each stage and its review, the award. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.durations import format_day
from app.pathways.models import ReviewKind, Stage
from app.progress.tally import Progress
from app.progress.words import describe_standing, describe_tally


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the way: "done", "current" or "ahead". ``leads_to`` is "asking" or "review" where it has a page."""

    state: str
    title: str
    detail: str = ""
    leads_to: str = ""


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
        Rung("done", "Initial Training Course", format_day(journey.course_completed_on)),
        Rung("done", "Registered as trainee", format_day(journey.registered_on)),
    ]
    for stage in stages:
        rungs += [_build_stage(journey, stage, progress), _build_review(journey, stage, progress)]
    if journey.award_number:
        rungs.append(Rung("done", "Accredited practitioner", f"number {journey.award_number}"))
    else:
        rungs.append(Rung("ahead", "Accredited practitioner", "certificate, number, register"))
    return rungs


def _build_stage(journey: Journey, stage: Stage, progress: Progress) -> Rung:
    if _is_behind(journey, stage):
        tally = progress.of_stage(stage.id)
        was_before = progress.brought_forward is not None and not tally.cycles
        return Rung("done", stage.name, "brought forward" if was_before else describe_tally(tally))
    if stage is not journey.current:
        return Rung("ahead", stage.name, stage.description)
    standings = " · ".join(describe_standing(s) for s in progress.standings_in(stage.id))
    return Rung("current", stage.name, standings)


def _build_review(journey: Journey, stage: Stage, progress: Progress) -> Rung:
    if _is_behind(journey, stage):
        return Rung("done", stage.review_name, format_day(journey.met_on.get(stage.id)))
    if journey.has_open_review and stage is journey.current:
        return Rung("current", stage.review_name, "asked for", leads_to="review")
    is_offered = stage is journey.current and _is_for_asking(stage, progress)
    leads_to = "asking" if is_offered else ""
    return Rung("ahead", stage.review_name, "with a different supervisor", leads_to)


def _is_for_asking(stage: Stage, progress: Progress) -> bool:
    """A mid-point goes by agreement alone; other reviews are in sight once all but the guides are there."""
    strict = [s for s in progress.standings_in(stage.id) if not s.minimum.is_guide]
    is_in_sight = bool(strict) and all(standing.is_reached for standing in strict)
    return stage.review_kind is ReviewKind.MIDPOINT or is_in_sight


def _is_behind(journey: Journey, stage: Stage) -> bool:
    """A stage is behind once its review is met, or once a later one has opened."""
    has_later = journey.current is not None and stage.position < journey.current.position
    return has_later or stage.id in journey.met_on
