"""Who may be given a review."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.accreditation.models import StageReview
from app.allocations.models import Allocation, AllocationKind
from app.core import clock
from app.core.actor import RoleName
from app.core.errors import NotFound
from app.extensions import db
from app.trainees.models import StageOpening


def list_possible_reviewers(review: StageReview) -> Sequence[Person]:
    """Supervisors who may review, by name: not the trainee, and nobody who supervised them during this stage."""
    return db.session.scalars(_select_possible(review).order_by(Person.full_name, Person.id)).all()


def get_person(uuid: UUID) -> Person:
    """The person who was chosen; whether they may review is the service's question. Raises NotFound."""
    person = db.session.scalar(sa.select(Person).where(Person.uuid == uuid))
    if person is None:
        raise NotFound
    return person


def has_supervised_stage(review: StageReview, person: Person) -> bool:
    """Whether this person has been the trainee's own supervisor at any time since the stage opened."""
    return bool(
        db.session.scalar(
            sa.select(
                sa.exists().where(Allocation.person_id == person.id, _supervised_in_stage(review))
            )
        )
    )


def _select_possible(review: StageReview) -> sa.Select[Person]:
    supervised = sa.select(Allocation.person_id).where(_supervised_in_stage(review))
    return sa.select(Person).where(
        Person.active,
        Person.roles.any(Role.name == RoleName.SUPERVISOR),
        Person.id != review.enrolment.person_id,
        Person.id.not_in(supervised),
    )


def _supervised_in_stage(review: StageReview) -> sa.ColumnElement[bool]:
    opened_on = db.session.scalar(
        sa.select(StageOpening.effective_on).where(
            StageOpening.enrolment_id == review.enrolment_id,
            StageOpening.stage_id == review.stage_id,
        )
    )
    opening = clock.start_of(opened_on or clock.day_of(review.requested_at))
    return sa.and_(
        Allocation.enrolment_id == review.enrolment_id,
        Allocation.kind == AllocationKind.SUPERVISOR,
        sa.or_(Allocation.ended_at.is_(None), Allocation.ended_at >= opening),
    )
