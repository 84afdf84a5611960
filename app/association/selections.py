"""Parts of statements that the numbers and the lists share; none is a whole question.

``as_of`` is an aware instant: only what the portal knew by then counts. None is now.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from app.accounts.models import Person
from app.accreditation.models import Appointment, Award, StageReview
from app.allocations.models import Allocation, AllocationKind
from app.core.base import Fact
from app.retention.leaving.models import Leaving
from app.supervision.models import ConfirmedSession
from app.trainees.brought_forward.models import (
    BroughtForward,
    BroughtForwardConfirmation,
    BroughtForwardRefusal,
)
from app.trainees.models import Enrolment, StageOpening


def known(fact: type[Fact], as_of: datetime | None) -> sa.ColumnElement[bool]:
    """Whether the portal knew of the fact by then."""
    return sa.true() if as_of is None else fact.recorded_at <= as_of


def in_training(as_of: datetime | None = None) -> sa.ColumnElement[bool]:
    """A criterion on ``Enrolment``: registered, not accredited under it, and the person has not left for good."""
    awarded = sa.exists().where(Award.enrolment_id == Enrolment.id, known(Award, as_of))
    left = sa.exists().where(
        Leaving.person_id == Enrolment.person_id,
        Leaving.finished_at.is_not(None) if as_of is None else Leaving.finished_at <= as_of,
    )
    registered = sa.true() if as_of is None else Enrolment.recorded_at <= as_of
    return sa.and_(registered, ~awarded.correlate(Enrolment), ~left.correlate(Enrolment))


def current_openings(as_of: datetime | None = None) -> sa.Subquery:
    """``enrolment_id``, ``stage_id``: the stage each enrolment opened last."""
    turn = sa.func.row_number().over(
        partition_by=StageOpening.enrolment_id,
        order_by=(StageOpening.effective_on.desc(), StageOpening.id.desc()),
    )
    each = (
        sa.select(StageOpening.enrolment_id, StageOpening.stage_id, turn.label("turn"))
        .where(known(StageOpening, as_of))
        .subquery()
    )
    return sa.select(each.c.enrolment_id, each.c.stage_id).where(each.c.turn == 1).subquery()


def supervises_now() -> sa.ColumnElement[bool]:
    """A criterion on ``Allocation``: it rests on a supervisor whose account is open."""
    return sa.and_(rests_on_supervisor(), Allocation.person_id.in_(_open_accounts()))


def rests_on_supervisor() -> sa.ColumnElement[bool]:
    """A criterion on ``Allocation``: a supervisor's, running, and of a training that has not ended in an award."""
    awarded = sa.exists().where(Award.enrolment_id == Allocation.enrolment_id)
    return sa.and_(
        Allocation.kind == AllocationKind.SUPERVISOR,
        Allocation.ended_at.is_(None),
        ~awarded.correlate(Allocation),
    )


def has_supervisor() -> sa.ColumnElement[bool]:
    """A criterion on ``Enrolment``: somebody supervises it now."""
    running = sa.exists().where(Allocation.enrolment_id == Enrolment.id, supervises_now())
    return running.correlate(Enrolment)


def last_sessions() -> sa.Subquery:
    """``enrolment_id``, ``held_on``: the latest day of confirmed supervision."""
    return (
        sa.select(
            ConfirmedSession.enrolment_id,
            sa.func.max(ConfirmedSession.effective_on).label("held_on"),
        )
        .group_by(ConfirmedSession.enrolment_id)
        .subquery()
    )


def without_session_since(day: date) -> sa.ColumnElement[bool]:
    """A criterion on ``Enrolment``: registered before the day, supervised now, and no confirmed session since."""
    met = sa.exists().where(
        ConfirmedSession.enrolment_id == Enrolment.id, ConfirmedSession.effective_on >= day
    )
    return sa.and_(Enrolment.registered_on < day, has_supervisor(), ~met.correlate(Enrolment))


def has_reviewer() -> sa.ColumnElement[bool]:
    """A criterion on ``StageReview``: it has been given to somebody whose account is open."""
    running = sa.exists().where(
        Appointment.review_id == StageReview.id,
        Appointment.ended_at.is_(None),
        Appointment.reviewer_id.in_(_open_accounts()),
    )
    return running.correlate(StageReview)


def position_sent_back() -> sa.ColumnElement[bool]:
    """A criterion on ``Enrolment``: what it brings forward was sent back, and nothing corrected it since."""
    return _latest_position(BroughtForwardRefusal, answered=True)


def position_waits() -> sa.ColumnElement[bool]:
    """A criterion on ``Enrolment``: what it brings forward waits for the supervisor's word."""
    return sa.and_(
        _latest_position(BroughtForwardConfirmation, answered=False),
        _latest_position(BroughtForwardRefusal, answered=False),
    )


def _latest_position(
    answer: type[BroughtForwardConfirmation] | type[BroughtForwardRefusal], *, answered: bool
) -> sa.ColumnElement[bool]:
    latest = (
        sa.select(sa.func.max(BroughtForward.id))
        .where(BroughtForward.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    found = sa.exists().where(answer.position_id == latest).correlate(Enrolment)
    return found if answered else sa.and_(latest.is_not(None), ~found)


def _open_accounts() -> sa.Select[int]:
    """Ids of people who can sign in: a list of its own, which a database reads once however many rows ask."""
    return sa.select(Person.id).where(Person.active)
