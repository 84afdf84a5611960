"""Stage reviews as the office sees them: who, which stage, since when, with whom. Never a statement or a film."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accreditation.models import Appointment, Outcome, StageDecision, StageReview
from app.association.policies import can_see_association
from app.association.selections import has_reviewer
from app.core.actor import Actor
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Stage
from app.trainees.models import Enrolment


class Show(enum.StrEnum):
    """Which reviews a list holds."""

    OPEN = "open"
    WITHOUT_REVIEWER = "without-reviewer"
    CLOSED = "closed"

    @classmethod
    def _missing_(cls, _value: object) -> Show:
        return cls.OPEN


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """What to look for: part of the trainee's name, and which reviews."""

    name: str = ""
    show: Show = Show.OPEN


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review; ``outcome`` is empty until it is decided, ``withdrawn_at`` says that the trainee took it back."""

    uuid: UUID
    requested_at: datetime
    withdrawn_at: datetime | None
    trainee: str
    stage: str
    review_name: str
    reviewer: str | None
    outcome: Outcome | None
    decided_on: date | None


def list_reviews(actor: Actor, wanted: ReviewFilter, page: int = 1) -> Page[ReviewRow]:
    """One page: open ones the longest wait first, closed ones the latest first."""
    require(can_see_association(actor))
    counted = (
        sa.select(sa.func.count(StageReview.id))
        .join(StageReview.enrolment)
        .join(Enrolment.person)
        .where(_matches(wanted))
    )
    return read_page(db.session(), _select(wanted), counted, page).build(
        lambda row: ReviewRow(*row)
    )


def list_all_reviews(actor: Actor, wanted: ReviewFilter) -> Sequence[ReviewRow]:
    """All of them at once, for an export."""
    require(can_see_association(actor))
    return [ReviewRow(*row) for row in db.session.execute(_select(wanted))]


def _matches(wanted: ReviewFilter) -> sa.ColumnElement[bool]:
    is_open = StageReview.open_key.is_not(None)
    criteria: list[sa.ColumnElement[bool]] = [~is_open if wanted.show is Show.CLOSED else is_open]
    if wanted.show is Show.WITHOUT_REVIEWER:
        criteria.append(~has_reviewer())
    if wanted.name:
        criteria.append(Person.full_name.icontains(wanted.name, autoescape=True))
    return sa.and_(*criteria)


def _select(wanted: ReviewFilter) -> sa.Select[*tuple[Any, ...]]:
    reviewer = aliased(Person)
    order = StageReview.requested_at
    return (
        sa.select(
            *(StageReview.uuid, StageReview.requested_at, StageReview.withdrawn_at),
            *(Person.full_name, Stage.name, Stage.review_name, reviewer.full_name),
            *(StageDecision.outcome, StageDecision.effective_on),
        )
        .select_from(StageReview)
        .join(StageReview.enrolment)
        .join(Enrolment.person)
        .join(StageReview.stage)
        .outerjoin(
            Appointment,
            sa.and_(Appointment.review_id == StageReview.id, Appointment.ended_at.is_(None)),
        )
        .outerjoin(StageDecision, StageDecision.review_id == StageReview.id)
        .outerjoin(
            reviewer,
            reviewer.id == sa.func.coalesce(StageDecision.decided_by_id, Appointment.reviewer_id),
        )
        .where(_matches(wanted))
        .order_by(order.desc() if wanted.show is Show.CLOSED else order, StageReview.id)
    )
