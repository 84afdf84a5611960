"""The counting itself: rules 1 to 4 of the pathway, for any number of trainees in five statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.cases.models import CompletedCycle, EvidenceBasis
from app.cases.queries import CycleLine, list_training_cycles
from app.core.actor import Actor
from app.core.pagination import Page
from app.extensions import db
from app.pathways.models import Requirement
from app.progress.policies import can_see_each
from app.progress.tally import BroughtForwardTally, Minimum, Progress, Tally
from app.supervision.models import ConfirmedSession
from app.supervision.queries import SessionRow, list_training_sessions
from app.trainees.brought_forward.models import BroughtForward, BroughtForwardConfirmation
from app.trainees.models import Enrolment
from app.trainees.policies import visible_to

EnrolmentIds = Collection[int] | sa.Select[int]
"""Ids of enrolments, or a statement that selects them."""


@dataclass(frozen=True, slots=True)
class CountedWork:
    """What stands behind the numbers: each cycle and each session, counted or not yet."""

    cycles: Page[CycleLine]
    sessions: Page[SessionRow]


def count_progress(
    enrolment_ids: EnrolmentIds, as_of: datetime | None = None
) -> Mapping[int, Progress]:
    """Enrolment id -> what counts for it, as the portal knew it at ``as_of`` (an aware instant; None: now).

    A completed cycle counts in its stage; a client once, in the stage of its first counted cycle; confirmed minutes
    from the day of registration on; a brought-forward position from its supervisor's confirmation on, kept apart.
    """
    versions = dict(
        db.session.execute(
            sa.select(Enrolment.id, Enrolment.version_id).where(Enrolment.id.in_(enrolment_ids))
        ).all()
    )
    minimums = _list_minimums(set(versions.values()))
    tallies: dict[int, dict[int, Tally]] = {enrolment_id: {} for enrolment_id in versions}
    for counting in (_count_cycles(enrolment_ids, as_of), _sum_minutes(enrolment_ids, as_of)):
        for (enrolment_id, stage_id), tally in counting.items():
            stages = tallies[enrolment_id]
            stages[stage_id] = stages.get(stage_id, Tally()) + tally
    before = _find_brought_forward(enrolment_ids, as_of)
    return {
        enrolment_id: Progress(
            tallies[enrolment_id], minimums.get(version_id, ()), before.get(enrolment_id)
        )
        for enrolment_id, version_id in versions.items()
    }


def _count_cycles(
    enrolment_ids: EnrolmentIds, as_of: datetime | None
) -> Mapping[tuple[int, int], Tally]:
    turn = sa.func.row_number().over(
        partition_by=CompletedCycle.client_id,
        order_by=(CompletedCycle.effective_on, CompletedCycle.id),
    )
    counted = sa.select(
        CompletedCycle.enrolment_id, CompletedCycle.stage_id, turn.label("turn")
    ).where(CompletedCycle.enrolment_id.in_(enrolment_ids))
    if as_of is not None:
        counted = counted.where(CompletedCycle.recorded_at <= as_of)
    each = counted.subquery()
    rows = db.session.execute(
        sa.select(
            each.c.enrolment_id,
            each.c.stage_id,
            sa.func.count(),
            sa.func.sum(sa.case((each.c.turn == 1, 1), else_=0)),
        ).group_by(each.c.enrolment_id, each.c.stage_id)
    )
    return {(e, stage): Tally(cycles=cycles, clients=clients) for e, stage, cycles, clients in rows}


def _sum_minutes(
    enrolment_ids: EnrolmentIds, as_of: datetime | None
) -> Mapping[tuple[int, int], Tally]:
    held = (
        sa.select(
            ConfirmedSession.enrolment_id,
            ConfirmedSession.stage_id,
            sa.func.sum(ConfirmedSession.minutes),
        )
        .join(Enrolment, Enrolment.id == ConfirmedSession.enrolment_id)
        .where(
            ConfirmedSession.enrolment_id.in_(enrolment_ids),
            ConfirmedSession.effective_on >= Enrolment.registered_on,
        )
        .group_by(ConfirmedSession.enrolment_id, ConfirmedSession.stage_id)
    )
    if as_of is not None:
        held = held.where(ConfirmedSession.recorded_at <= as_of)
    return {(e, stage): Tally(minutes=minutes) for e, stage, minutes in db.session.execute(held)}


def _find_brought_forward(
    enrolment_ids: EnrolmentIds, as_of: datetime | None
) -> Mapping[int, BroughtForwardTally]:
    """Enrolment id -> the position confirmed last; a corrected one takes the place of the one before."""
    confirmed = (
        sa.select(BroughtForward)
        .join(
            BroughtForwardConfirmation, BroughtForwardConfirmation.position_id == BroughtForward.id
        )
        .where(BroughtForward.enrolment_id.in_(enrolment_ids))
        .order_by(BroughtForwardConfirmation.id)
    )
    if as_of is not None:
        confirmed = confirmed.where(BroughtForwardConfirmation.recorded_at <= as_of)
    return {
        row.enrolment_id: BroughtForwardTally(
            row.stage_id,
            Tally(row.cycles, row.clients, row.minutes),
            Tally(row.stage_cycles, row.stage_clients, row.stage_minutes),
        )
        for row in db.session.scalars(confirmed)
    }


def _list_minimums(version_ids: Collection[int]) -> Mapping[int, tuple[Minimum, ...]]:
    found: dict[int, tuple[Minimum, ...]] = {}
    for needed in db.session.scalars(
        sa.select(Requirement)
        .where(Requirement.version_id.in_(version_ids))
        .order_by(Requirement.id)
    ):
        minimum = Minimum(needed.measure, needed.minimum, needed.is_guide, needed.stage_id)
        found[needed.version_id] = (*found.get(needed.version_id, ()), minimum)
    return found


def count_confirmed_elsewhere(actor: Actor, enrolment: Enrolment) -> int:
    """How many counted cycles rest on the supervisor's word, because a film is kept elsewhere."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(CompletedCycle)
            .join(Enrolment, Enrolment.id == CompletedCycle.enrolment_id)
            .where(
                CompletedCycle.enrolment_id == enrolment.id,
                CompletedCycle.basis == EvidenceBasis.SUPERVISOR,
                visible_to(actor),
            )
        )
        or 0
    )


def list_counted(
    actor: Actor, enrolment: Enrolment, cycles_page: int = 1, sessions_page: int = 1
) -> CountedWork | None:
    """Each cycle and session of a training, for those who may see them; None for those who see numbers alone."""
    if not can_see_each(actor, enrolment):
        return None
    return CountedWork(
        list_training_cycles(actor, enrolment, cycles_page),
        list_training_sessions(actor, enrolment, sessions_page),
    )
