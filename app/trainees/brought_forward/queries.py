"""Brought-forward positions, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.trainees.brought_forward.models import (
    BroughtForward,
    BroughtForwardConfirmation,
    BroughtForwardRefusal,
)
from app.trainees.models import Enrolment, StageOpening
from app.trainees.policies import visible_to


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with the supervisor's answer, where there is one; ``is_latest`` until it is corrected."""

    position: BroughtForward
    confirmation: BroughtForwardConfirmation | None
    refusal: BroughtForwardRefusal | None
    is_latest: bool

    @property
    def is_waiting(self) -> bool:
        """Whether the supervisor's word is asked for."""
        return self.is_latest and self.confirmation is None and self.refusal is None


def get_position(actor: Actor, uuid: UUID) -> PositionRow:
    """The position at this address with its answer. Raises NotFound, also where the training is not shared."""
    found = db.session.execute(_select(actor).where(BroughtForward.uuid == uuid)).first()
    if found is None:
        raise NotFound
    return PositionRow(*found)


def list_positions(actor: Actor, enrolment: Enrolment) -> Sequence[PositionRow]:
    """What was recorded for this training, the latest first; corrections are few, and the oldest beyond a page stay out."""
    rows = db.session.execute(
        _select(actor)
        .where(BroughtForward.enrolment_id == enrolment.id)
        .order_by(BroughtForward.id.desc())
        .limit(PAGE_SIZE)
    )
    return [PositionRow(*row) for row in rows]


def list_positions_to_answer(actor: Actor) -> Sequence[PositionRow]:
    """Positions that wait for this supervisor's word, the oldest first; at most one page."""
    rows = db.session.execute(
        _select(actor)
        .where(
            BroughtForward.enrolment_id.in_(actor.supervised_ids),
            BroughtForwardConfirmation.id.is_(None),
            BroughtForwardRefusal.id.is_(None),
            _is_latest(),
        )
        .order_by(BroughtForward.id)
        .limit(PAGE_SIZE)
    )
    return [PositionRow(*row) for row in rows]


def list_openings(actor: Actor, enrolment: Enrolment) -> Sequence[StageOpening]:
    """The stages that have opened for this trainee."""
    return db.session.scalars(
        sa.select(StageOpening)
        .join(StageOpening.enrolment)
        .where(StageOpening.enrolment_id == enrolment.id, visible_to(actor))
        .options(joinedload(StageOpening.stage))
    ).all()


def _is_latest() -> sa.ColumnElement[bool]:
    later = aliased(BroughtForward)
    newer = sa.exists().where(
        later.enrolment_id == BroughtForward.enrolment_id, later.id > BroughtForward.id
    )
    return ~newer.correlate(BroughtForward)


def _select(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    training = joinedload(BroughtForward.enrolment)
    return (
        sa.select(BroughtForward, BroughtForwardConfirmation, BroughtForwardRefusal, _is_latest())
        .join(BroughtForward.enrolment)
        .outerjoin(
            BroughtForwardConfirmation,
            BroughtForwardConfirmation.position_id == BroughtForward.id,
        )
        .outerjoin(BroughtForwardRefusal, BroughtForwardRefusal.position_id == BroughtForward.id)
        .where(visible_to(actor))
        .options(
            joinedload(BroughtForward.stage),
            joinedload(BroughtForward.recorded_by),
            training.joinedload(Enrolment.person),
            training.joinedload(Enrolment.version).joinedload(PathwayVersion.pathway),
            joinedload(BroughtForwardConfirmation.confirmed_by),
            joinedload(BroughtForwardRefusal.refused_by),
        )
    )
