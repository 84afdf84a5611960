"""Everything on the page of one training, for the trainee and for those who accompany them."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import Person
from app.accreditation.models import StageReview
from app.accreditation.queries import find_open_review
from app.allocations.queries import find_supervisor
from app.core.actor import Actor
from app.home.pathway import queries
from app.home.pathway.ladder import Rung, build_ladder
from app.home.pathway.next_step import Situation, Step, choose_next_step
from app.pathways.models import Measure, Stage
from app.progress.policies import can_see_each
from app.progress.queries import count_progress
from app.progress.tally import Progress
from app.progress.words import LABELS, describe_number, describe_standing
from app.supervision.queries import list_sessions_to_answer
from app.trainees.brought_forward.queries import PositionRow, list_positions
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages


@dataclass(frozen=True, slots=True)
class Ring:
    """One number as a ring: ``minimum`` is None where the pathway names none."""

    label: str
    value: int
    minimum: int | None
    shown: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One training at a glance. ``cards`` is None for those who see numbers alone; ``position`` is the latest brought forward."""

    enrolment: Enrolment
    supervisor: Person | None
    progress: Progress
    rings: list[Ring]
    ladder: list[Rung]
    cards: list[queries.CycleCard] | None
    stage: Stage | None
    open_review: StageReview | None
    is_accredited: bool
    position: PositionRow | None


def draw_picture(actor: Actor, enrolment: Enrolment) -> Picture:
    """Read and arrange what this actor may see of this training."""
    stage = list_current_stages([enrolment.id]).get(enrolment.id)
    supervisor = find_supervisor(enrolment)
    progress = count_progress([enrolment.id])[enrolment.id]
    review = find_open_review(actor, enrolment)
    journey = queries.read_journey(actor, enrolment, stage, review is not None)
    cards = queries.list_cycle_cards(actor, enrolment) if can_see_each(actor, enrolment) else None
    return Picture(
        enrolment=enrolment,
        supervisor=supervisor,
        progress=progress,
        rings=build_rings(progress, stage),
        ladder=build_ladder(journey, enrolment.version.stages, progress),
        cards=cards,
        stage=stage,
        open_review=review,
        is_accredited=journey.award_number is not None,
        position=next(iter(list_positions(actor, enrolment)), None),
    )


def choose_own_step(actor: Actor, picture: Picture) -> Step:
    """The one next thing for the trainee whose picture this is."""
    enrolment, progress, supervisor = picture.enrolment, picture.progress, picture.supervisor
    stage, review = picture.stage, picture.open_review
    waiting = list_sessions_to_answer(actor)
    return choose_next_step(
        Situation(
            review_name=stage.review_name if stage else "",
            supervisor_name=supervisor.full_name if supervisor else "Your supervisor",
            is_accredited=picture.is_accredited,
            reaches_minimums=stage is not None and progress.reaches_minimums_of(stage.id),
            open_review=review.uuid if review else None,
            sessions_to_answer=[
                row.session.uuid for row in waiting if row.session.enrolment_id == enrolment.id
            ],
            clients=queries.list_client_situations(actor, enrolment),
            cycles=[card.situation for card in picture.cards or ()],
        )
    )


def build_rings(progress: Progress, stage: Stage | None) -> list[Ring]:
    """Cycles, clients and supervision, each against the minimum that matters now."""
    return [_build_ring(progress, stage, measure) for measure in Measure]


def _build_ring(progress: Progress, stage: Stage | None, measure: Measure) -> Ring:
    standing = progress.find_standing(stage.id, measure) if stage else None
    label = LABELS[measure]
    if standing is None:
        total = progress.total.of(measure)
        shown = describe_number(measure, total)
        return Ring(label, total, None, shown, f"{label}: {shown}")
    shown = describe_number(measure, standing.counted)
    if measure is not Measure.SUPERVISION_MINUTES:
        shown = f"{shown} / {standing.minimum.minimum}"
    sentence = f"{label}: {describe_standing(standing)}"
    return Ring(label, standing.counted, standing.minimum.minimum, shown, sentence)
