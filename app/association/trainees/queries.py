"""Everybody in training, with where they stand."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.accounts.models import Person
from app.allocations.models import Allocation
from app.association.policies import can_see_association
from app.association.selections import (
    current_openings,
    has_supervisor,
    in_training,
    last_sessions,
    position_sent_back,
    position_waits,
    supervises_now,
    without_session_since,
)
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Measure, PathwayVersion, Stage
from app.progress.queries import count_progress
from app.progress.tally import Progress, Standing
from app.trainees.models import Enrolment


class Show(enum.StrEnum):
    """Which trainees a list holds."""

    ALL = "all"
    WITHOUT_SUPERVISOR = "without-supervisor"
    WITHOUT_SESSION = "without-session"
    POSITION_WAITING = "position-waiting"
    POSITION_SENT_BACK = "position-sent-back"

    @classmethod
    def _missing_(cls, _value: object) -> Show:
        return cls.ALL


@dataclass(frozen=True, slots=True)
class TraineeFilter:
    """What to look for: part of a name, and who waits; ``since`` is the day from which a session was expected."""

    since: date
    name: str = ""
    show: Show = Show.ALL


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """One trainee with their numbers; ``supervisor`` is the name, empty where nobody supervises them yet."""

    enrolment: Enrolment
    stage: Stage
    supervisor: str | None
    last_session_on: date | None
    progress: Progress

    def find_standing(self, measure: str) -> Standing | None:
        """What counts beside the minimum of this measure in the trainee's stage; None where there is none."""
        return self.progress.find_standing(self.stage.id, Measure(measure))


def list_trainees(actor: Actor, wanted: TraineeFilter, page: int = 1) -> Page[TraineeRow]:
    """One page of them, by name."""
    require(can_see_association(actor))
    counted = sa.select(sa.func.count(Enrolment.id)).join(Enrolment.person).where(_matches(wanted))
    shown = read_page(db.session(), _select(_matches(wanted)), counted, page)
    progress = count_progress([row[0].id for row in shown.rows])
    return shown.build(lambda row: _build(row, progress[row[0].id]))


def list_all_trainees(actor: Actor, wanted: TraineeFilter) -> Sequence[TraineeRow]:
    """All of them at once, by name, for an export."""
    require(can_see_association(actor))
    progress = count_progress(
        sa.select(Enrolment.id).join(Enrolment.person).where(_matches(wanted))
    )
    return [
        _build(row, progress[row[0].id]) for row in db.session.execute(_select(_matches(wanted)))
    ]


def get_trainee(actor: Actor, uuid: UUID) -> TraineeRow:
    """One trainee by the uuid of their enrolment, accredited meanwhile or not. Raises NotFound."""
    require(can_see_association(actor))
    row = db.session.execute(_select(Enrolment.uuid == uuid)).first()
    if row is None:
        raise NotFound
    return _build(row, count_progress([row[0].id])[row[0].id])


def _matches(wanted: TraineeFilter) -> sa.ColumnElement[bool]:
    criteria: list[sa.ColumnElement[bool]] = [in_training()]
    if wanted.name:
        criteria.append(Person.full_name.icontains(wanted.name, autoescape=True))
    if wanted.show is Show.WITHOUT_SUPERVISOR:
        criteria.append(~has_supervisor())
    if wanted.show is Show.WITHOUT_SESSION:
        criteria.append(without_session_since(wanted.since))
    if wanted.show is Show.POSITION_WAITING:
        criteria.append(position_waits())
    if wanted.show is Show.POSITION_SENT_BACK:
        criteria.append(position_sent_back())
    return sa.and_(*criteria)


def _select(criterion: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    current, sessions, supervisor = current_openings(), last_sessions(), aliased(Person)
    return (
        sa.select(Enrolment, Stage, supervisor.full_name, sessions.c.held_on)
        .join(Enrolment.person)
        .join(current, current.c.enrolment_id == Enrolment.id)
        .join(Stage, Stage.id == current.c.stage_id)
        .outerjoin(Allocation, sa.and_(Allocation.enrolment_id == Enrolment.id, supervises_now()))
        .outerjoin(supervisor, supervisor.id == Allocation.person_id)
        .outerjoin(sessions, sessions.c.enrolment_id == Enrolment.id)
        .where(criterion)
        .order_by(Person.full_name, Enrolment.id)
        .options(
            contains_eager(Enrolment.person),
            joinedload(Enrolment.version).joinedload(PathwayVersion.pathway),
        )
    )


def _build(row: sa.Row[*tuple[Any, ...]], progress: Progress) -> TraineeRow:
    enrolment, stage, supervisor, held_on = row
    return TraineeRow(enrolment, stage, supervisor, held_on, progress)
