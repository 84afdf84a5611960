"""Enrolments and their stages, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.pathways.models import PathwayVersion, Stage
from app.trainees.models import Enrolment, StageOpening
from app.trainees.policies import visible_to

_with_names = (
    joinedload(Enrolment.person),
    joinedload(Enrolment.version).joinedload(PathwayVersion.pathway),
)


def get_enrolment(actor: Actor, uuid: UUID) -> Enrolment:
    """The enrolment at this address, with its person and pathway. Raises NotFound, also where it is not shared."""
    enrolment = db.session.scalar(
        sa.select(Enrolment).where(Enrolment.uuid == uuid, visible_to(actor)).options(*_with_names)
    )
    if enrolment is None:
        raise NotFound
    return enrolment


def find_own_enrolment(actor: Actor) -> Enrolment | None:
    """The actor's own training; the latest registration where a person moved to another pathway."""
    return db.session.scalar(
        sa.select(Enrolment)
        .where(Enrolment.person_id == actor.person_id)
        .order_by(Enrolment.registered_on.desc(), Enrolment.id.desc())
        .limit(1)
        .options(*_with_names)
    )


def list_current_stages(enrolment_ids: Collection[int]) -> Mapping[int, Stage]:
    """Enrolment id -> the stage it is in: the one that opened last. Nobody in no stage is listed."""
    opened = db.session.execute(
        sa.select(StageOpening.enrolment_id, Stage)
        .join(StageOpening.stage)
        .where(StageOpening.enrolment_id.in_(enrolment_ids))
        .order_by(StageOpening.effective_on, StageOpening.id)
    )
    return dict(opened.all())


def get_stage_on(actor: Actor, enrolment: Enrolment, day: date) -> Stage:
    """The stage that was open on this day, from registration on. Raises NotFound for days before it."""
    stage = db.session.scalar(
        sa.select(Stage)
        .join(StageOpening, StageOpening.stage_id == Stage.id)
        .join(StageOpening.enrolment)
        .where(
            StageOpening.enrolment_id == enrolment.id,
            StageOpening.effective_on <= day,
            visible_to(actor),
        )
        .order_by(StageOpening.effective_on.desc(), StageOpening.id.desc())
        .limit(1)
    )
    if stage is None:
        raise NotFound
    return stage
