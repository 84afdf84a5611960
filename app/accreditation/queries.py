"""Stage reviews, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accreditation.errors import ReviewClosed
from app.accreditation.models import Appointment, Award, Outcome, StageDecision, StageReview
from app.accreditation.policies import visible_to
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, Page, read_page
from app.extensions import db
from app.pathways.models import PathwayVersion, Stage
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with who was appointed last, how it was decided, and the award it led to."""

    review: StageReview
    appointment: Appointment | None
    decision: StageDecision | None
    award: Award | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an appointment or a decision."""
        return self.review.open_key is not None

    @property
    def reviewer(self) -> Person | None:
        """Who reviews it now, or decided it."""
        return self.appointment.reviewer if self.appointment else None


def _select_rows(
    actor: Actor,
) -> sa.Select[StageReview, Appointment, StageDecision, Award]:
    latest = (
        sa.select(sa.func.max(Appointment.id))
        .where(Appointment.review_id == StageReview.id)
        .correlate(StageReview)
        .scalar_subquery()
    )
    return (
        sa.select(StageReview, Appointment, StageDecision, Award)
        .outerjoin(Appointment, Appointment.id == latest)
        .outerjoin(StageDecision, StageDecision.review_id == StageReview.id)
        .outerjoin(Award, Award.decision_id == StageDecision.id)
        .where(visible_to(actor))
        .options(
            joinedload(StageReview.stage),
            joinedload(StageReview.enrolment).joinedload(Enrolment.person),
            joinedload(StageReview.enrolment)
            .joinedload(Enrolment.version)
            .joinedload(PathwayVersion.pathway),
            joinedload(Appointment.reviewer),
            joinedload(Appointment.allocation),
            joinedload(StageDecision.decided_by),
        )
    )


def _build_row(
    row: sa.Row[StageReview, Appointment | None, StageDecision | None, Award | None],
) -> ReviewRow:
    return ReviewRow(*row)


def get_review(actor: Actor, uuid: UUID) -> ReviewRow:
    """The review at this address. Raises NotFound, also where it is not shared."""
    found = db.session.execute(_select_rows(actor).where(StageReview.uuid == uuid)).first()
    if found is None:
        raise NotFound
    return _build_row(found)


def list_reviews(actor: Actor, page: int = 1) -> Page[ReviewRow]:
    """Every review the actor knows of: the open ones first, oldest first, then the closed ones, latest first."""
    known = sa.select(sa.func.count()).select_from(StageReview).where(visible_to(actor))
    is_closed = StageReview.open_key.is_(None)
    open_first = _select_rows(actor).order_by(
        is_closed,
        sa.case((is_closed, None), else_=StageReview.id),
        StageReview.id.desc(),
    )
    return read_page(db.session(), open_first, known, page).build(_build_row)


def list_reviews_to_decide(actor: Actor) -> Sequence[ReviewRow]:
    """The reviews given to this person that wait for their decision, oldest first; at most one page."""
    rows = db.session.execute(
        _select_rows(actor)
        .where(
            StageReview.open_key.is_not(None),
            Appointment.reviewer_id == actor.person_id,
            Appointment.ended_at.is_(None),
        )
        .order_by(Appointment.appointed_at, StageReview.id)
        .limit(PAGE_SIZE)
    )
    return [_build_row(row) for row in rows]


def find_open_review(actor: Actor, enrolment: Enrolment) -> StageReview | None:
    """The one review of this training that is open now."""
    return db.session.scalar(
        sa.select(StageReview).where(StageReview.open_key == enrolment.id, visible_to(actor))
    )


def find_latest_review(actor: Actor, enrolment: Enrolment) -> StageReview | None:
    """The review asked for last, however it ended."""
    return db.session.scalar(
        sa.select(StageReview)
        .where(StageReview.enrolment_id == enrolment.id, visible_to(actor))
        .order_by(StageReview.id.desc())
        .limit(1)
    )


def find_appointment(actor: Actor, review: StageReview) -> Appointment | None:
    """Who was appointed last to this review, also where that has ended."""
    return db.session.scalar(
        sa.select(Appointment)
        .join(Appointment.review)
        .where(Appointment.review_id == review.id, visible_to(actor))
        .order_by(Appointment.id.desc())
        .limit(1)
    )


def is_stage_met(actor: Actor, enrolment: Enrolment, stage: Stage) -> bool:
    """Whether this stage of the training was signed off, as far as the actor knows of its reviews."""
    found = db.session.scalar(
        sa.select(StageDecision.id)
        .join(StageDecision.review)
        .where(
            StageDecision.enrolment_id == enrolment.id,
            StageDecision.stage_id == stage.id,
            StageDecision.outcome == Outcome.MET,
            visible_to(actor),
        )
    )
    return found is not None


def find_next_stage(stage: Stage) -> Stage | None:
    """The stage after this one on the same pathway version; None after the last."""
    return db.session.scalar(
        sa.select(Stage)
        .where(Stage.version_id == stage.version_id, Stage.position > stage.position)
        .order_by(Stage.position)
        .limit(1)
    )


def lock_open_review(review: StageReview) -> None:
    """Make others who change this review wait until this transaction ends. Raises ReviewClosed."""
    lock_row(db.session(), review)
    if review.open_key is None:
        raise ReviewClosed
