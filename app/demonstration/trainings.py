"""The way of one invented person through a pathway: registration, stages, reviews, award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.accreditation.awards.numbers import format_number
from app.accreditation.models import (
    AccreditationNumber,
    Appointment,
    Award,
    Outcome,
    StageDecision,
    StageReview,
)
from app.allocations.models import Allocation, AllocationKind
from app.demonstration.scene import PathwayPlan, Scene, StagePlan
from app.demonstration.words import DECISIONS, STATEMENT
from app.trainees.models import Enrolment, StageOpening

REQUEST_DAYS = 20
"""How long before its decision a review was asked for."""
NOT_YET = 0.06
"""The share of reviews that are decided *not yet* the first time."""


@dataclass(frozen=True, slots=True)
class Training:
    """One training. ``ends`` are the last days of its stages, planned or real; nothing happened after ``last_day``."""

    person_id: int
    supervisor_id: int | None
    plan: PathwayPlan
    registered_on: date
    ends: tuple[date, ...]
    last_day: date
    is_accredited: bool

    def window(self, index: int) -> tuple[date, date]:
        """First and last day of a stage, as far as it got."""
        first = self.ends[index - 1] if index else self.registered_on
        return first, min(self.ends[index], self.last_day)

    def has_opened(self, index: int) -> bool:
        """Whether the stage has begun."""
        return index == 0 or self.ends[index - 1] <= self.last_day

    def is_closed(self, index: int) -> bool:
        """Whether the stage's review was decided *met*."""
        is_last = index == len(self.ends) - 1
        return self.ends[index] <= self.last_day and (self.is_accredited or not is_last)


def add_training(scene: Scene, training: Training, reviewers: Sequence[int]) -> int:
    """Invent the enrolment with all its stages and reviews; answers its key."""
    enrolment_id = scene.ledger.add(
        Enrolment,
        uuid=scene.make_uuid(),
        person_id=training.person_id,
        version_id=training.plan.version_id,
        course_completed_on=training.registered_on - timedelta(days=scene.chance.randint(7, 90)),
        registered_on=training.registered_on,
        recorded_at=scene.at(training.registered_on),
    )
    if training.supervisor_id is not None:
        end = training.ends[-1] if training.is_accredited else None
        _add_allocation(
            scene, enrolment_id, training.supervisor_id, training.registered_on, end=end
        )
    others = [person for person in reviewers if person != training.supervisor_id]
    for index, stage in enumerate(training.plan.stages):
        if training.has_opened(index):
            _add_opening(scene, enrolment_id, stage, training.window(index)[0])
            _close_stage(scene, training, enrolment_id, index, scene.chance.choice(others))
    return enrolment_id


def _close_stage(
    scene: Scene, training: Training, enrolment_id: int, index: int, reviewer_id: int
) -> None:
    stage, end = training.plan.stages[index], training.ends[index]
    if training.is_closed(index):
        if scene.happens(NOT_YET):
            earlier = end - timedelta(days=REQUEST_DAYS + 10)
            _add_decided_review(scene, enrolment_id, stage, reviewer_id, earlier, Outcome.NOT_YET)
        decision = _add_decided_review(scene, enrolment_id, stage, reviewer_id, end, Outcome.MET)
        if index == len(training.ends) - 1:
            _add_award(scene, training.person_id, enrolment_id, decision, end)
    elif end <= training.last_day:
        review_id = _add_review(scene, enrolment_id, stage, end, is_open=True)
        if scene.happens(0.6):
            day = scene.day_between(end, training.last_day)
            _appoint(scene, review_id, enrolment_id, reviewer_id, day, None)


def _add_opening(scene: Scene, enrolment_id: int, stage: StagePlan, day: date) -> None:
    scene.ledger.add(
        StageOpening,
        enrolment_id=enrolment_id,
        stage_id=stage.stage_id,
        effective_on=day,
        recorded_at=scene.at(day, 3),
    )


def _add_decided_review(
    scene: Scene, enrolment_id: int, stage: StagePlan, reviewer_id: int, day: date, outcome: Outcome
) -> int:
    asked = day - timedelta(days=REQUEST_DAYS)
    review_id = _add_review(scene, enrolment_id, stage, asked, is_open=False)
    _appoint(scene, review_id, enrolment_id, reviewer_id, asked + timedelta(days=4), day)
    return scene.ledger.add(
        StageDecision,
        review_id=review_id,
        enrolment_id=enrolment_id,
        stage_id=stage.stage_id,
        outcome=outcome,
        words=DECISIONS[outcome is Outcome.MET],
        counts={},
        decided_by_id=reviewer_id,
        effective_on=day,
        recorded_at=scene.at(day),
    )


def _add_review(
    scene: Scene, enrolment_id: int, stage: StagePlan, day: date, *, is_open: bool
) -> int:
    return scene.ledger.add(
        StageReview,
        uuid=scene.make_uuid(),
        enrolment_id=enrolment_id,
        stage_id=stage.stage_id,
        open_key=enrolment_id if is_open else None,
        statement=STATEMENT,
        includes_feedback=scene.happens(0.5),
        requested_at=scene.at(day),
        withdrawn_at=None,
    )


def _appoint(
    scene: Scene, review_id: int, enrolment_id: int, reviewer_id: int, day: date, end: date | None
) -> None:
    scene.ledger.add(
        Appointment,
        review_id=review_id,
        reviewer_id=reviewer_id,
        allocation_id=_add_allocation(
            scene, enrolment_id, reviewer_id, day, kind=AllocationKind.REVIEWER, end=end
        ),
        appointed_by_id=scene.administrator_id,
        appointed_at=scene.at(day),
        ended_at=None if end is None else scene.at(end),
    )


def _add_allocation(
    scene: Scene,
    enrolment_id: int,
    person_id: int,
    day: date,
    *,
    kind: AllocationKind = AllocationKind.SUPERVISOR,
    end: date | None = None,
) -> int:
    return scene.ledger.add(
        Allocation,
        uuid=scene.make_uuid(),
        kind=kind,
        person_id=person_id,
        enrolment_id=enrolment_id,
        started_at=scene.at(day),
        ended_at=None if end is None else scene.at(end),
        allocated_by_id=scene.administrator_id,
    )


def _add_award(
    scene: Scene, person_id: int, enrolment_id: int, decision_id: int, day: date
) -> None:
    serial = scene.ledger.add(AccreditationNumber, drawn_at=scene.at(day))
    serial = scene.ledger.add(AccreditationNumber, drawn_at=scene.at(day))
    scene.ledger.add(
        Award,
        uuid=scene.make_uuid(),
        person_id=person_id,
        enrolment_id=enrolment_id,
        decision_id=decision_id,
        number=format_number(serial),
        effective_on=day,
        recorded_at=scene.at(day),
    )
