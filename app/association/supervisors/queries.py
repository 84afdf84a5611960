"""Supervisors and what rests on them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.accreditation.models import Appointment, StageReview
from app.allocations.models import Allocation
from app.association.policies import can_see_association
from app.association.selections import supervises_now
from app.core.actor import Actor, RoleName
from app.core.errors import NotFound
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.supervision.models import ConfirmedSession, SessionRefusal, SupervisionSession


@dataclass(frozen=True, slots=True)
class SupervisorRow:
    """One supervisor: trainees now, sessions that wait for their word, reviews to decide."""

    uuid: UUID
    name: str
    email: str
    trainees: int
    to_confirm: int
    to_review: int


def list_supervisors(actor: Actor, name: str = "", page: int = 1) -> Page[SupervisorRow]:
    """One page of them, by name."""
    require(can_see_association(actor))
    counted = sa.select(sa.func.count(Person.id)).where(_matches(name))
    rows = read_page(db.session(), _select(name), counted, page)
    return rows.build(lambda row: SupervisorRow(*row))


def list_all_supervisors(actor: Actor, name: str = "") -> Sequence[SupervisorRow]:
    """All of them at once, for an export or to choose from."""
    require(can_see_association(actor))
    return [SupervisorRow(*row) for row in db.session.execute(_select(name))]


def get_supervisor(actor: Actor, uuid: UUID) -> Person:
    """The supervisor with this uuid. Raises NotFound, also for somebody who is none or whose account is closed."""
    require(can_see_association(actor))
    person = db.session.scalar(sa.select(Person).where(Person.uuid == uuid, _matches("")))
    if person is None:
        raise NotFound
    return person


def _matches(name: str) -> sa.ColumnElement[bool]:
    holds = sa.and_(Person.active, Person.roles.any(Role.name == RoleName.SUPERVISOR))
    return sa.and_(holds, Person.full_name.icontains(name, autoescape=True)) if name else holds


def _select(name: str) -> sa.Select[*tuple[Any, ...]]:
    trainees = _count(Allocation.person_id, supervises_now())
    answered = [
        sa.exists().where(answer.session_id == SupervisionSession.id)
        for answer in (ConfirmedSession, SessionRefusal)
    ]
    sessions = _count(
        SupervisionSession.supervisor_id,
        SupervisionSession.recorded_by_id != SupervisionSession.supervisor_id,
        *(~answer for answer in answered),
    )
    reviews = _count(
        Appointment.reviewer_id,
        Appointment.ended_at.is_(None),
        sa.exists().where(
            StageReview.id == Appointment.review_id, StageReview.open_key.is_not(None)
        ),
    )
    statement = sa.select(Person.uuid, Person.full_name, Person.email)
    for counted in (trainees, sessions, reviews):
        statement = statement.outerjoin(counted, counted.c.person_id == Person.id).add_columns(
            sa.func.coalesce(counted.c.total, 0)
        )
    return statement.where(_matches(name)).order_by(Person.full_name, Person.id)


def _count(
    person_id: sa.orm.InstrumentedAttribute[int], *criteria: sa.ColumnElement[bool]
) -> sa.Subquery:
    """``person_id``, ``total``: rows that meet the criteria, for each person."""
    return (
        sa.select(person_id.label("person_id"), sa.func.count().label("total"))
        .where(*criteria)
        .group_by(person_id)
        .subquery()
    )
