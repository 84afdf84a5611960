"""The association in numbers, each counted from facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.accounts.models import Person, Role, person_role
from app.accreditation.models import Award, StageReview
from app.allocations.models import Allocation
from app.association.numbers.quarters import Quarter
from app.association.policies import can_see_association
from app.association.selections import (
    current_openings,
    has_reviewer,
    has_supervisor,
    in_training,
    known,
    position_sent_back,
    supervises_now,
    without_session_since,
)
from app.cases.models import CompletedCycle
from app.clips.models import Clip
from app.core.actor import Actor, RoleName
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Pathway, PathwayVersion, Stage
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many trainees are in one stage of a pathway now."""

    pathway: str
    stage: str
    trainees: int


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """What was done in some time: cycles completed, films arrived, people accredited."""

    cycles: int
    clips: int
    awards: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody at the desk could do something about."""

    without_supervisor: int
    without_session: int
    without_reviewer: int
    open_reviews: int
    positions_sent_back: int


def count_by_stage(actor: Actor, as_of: datetime | None = None) -> Sequence[StageCount]:
    """Trainees in each stage of each pathway, in the order of the pathways; empty stages are there too."""
    require(can_see_association(actor))
    current = current_openings(as_of)
    training = (
        sa.select(current.c.stage_id, sa.func.count().label("trainees"))
        .join(Enrolment, Enrolment.id == current.c.enrolment_id)
        .where(in_training(as_of))
        .group_by(current.c.stage_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Pathway.name, Stage.name, sa.func.coalesce(training.c.trainees, 0))
        .select_from(Stage)
        .join(PathwayVersion, PathwayVersion.id == Stage.version_id)
        .join(PathwayVersion.pathway)
        .outerjoin(training, training.c.stage_id == Stage.id)
        .order_by(Pathway.is_default.desc(), Pathway.name, PathwayVersion.number, Stage.position)
    )
    return [StageCount(*row) for row in rows]


def count_practitioners(actor: Actor, as_of: datetime | None = None) -> int:
    """People who have become accredited practitioners."""
    require(can_see_association(actor))
    people = sa.select(sa.func.count(Award.person_id.distinct())).where(known(Award, as_of))
    return db.session.scalar(people) or 0


def count_supervisors(actor: Actor) -> tuple[int, int]:
    """How many supervisors there are, and how many trainees they have together now."""
    require(can_see_association(actor))
    supervisors = (
        sa.select(sa.func.count())
        .select_from(person_role)
        .join(Role, Role.id == person_role.c.role_id)
        .join(Person, Person.id == person_role.c.person_id)
        .where(Role.name == RoleName.SUPERVISOR, Person.active)
        .scalar_subquery()
    )
    trainees = sa.select(sa.func.count(Allocation.id)).where(supervises_now()).scalar_subquery()
    found = db.session.execute(sa.select(supervisors, trainees)).one()
    return found[0], found[1]


def count_between(
    actor: Actor, days: tuple[date, date], instants: tuple[datetime, datetime]
) -> WorkCounts:
    """What was done from the first day up to, not on, the second; ``instants`` are when the two days began."""
    require(can_see_association(actor))
    day, until = days
    cycles = sa.select(sa.func.count(CompletedCycle.id)).where(
        CompletedCycle.effective_on >= day, CompletedCycle.effective_on < until
    )
    clips = sa.select(sa.func.count(Clip.id)).where(
        Clip.created_at >= instants[0], Clip.created_at < instants[1]
    )
    awards = sa.select(sa.func.count(Award.id)).where(
        Award.effective_on >= day, Award.effective_on < until
    )
    counts = [count.scalar_subquery() for count in (cycles, clips, awards)]
    return WorkCounts(*db.session.execute(sa.select(*counts)).one())


def count_waiting(actor: Actor, since: date) -> Waiting:
    """Trainees and reviews that wait; ``since`` is the day from which a session was to be expected."""
    require(can_see_association(actor))
    trainees = sa.select(sa.func.count(Enrolment.id)).where(in_training())
    reviews = sa.select(sa.func.count(StageReview.id)).where(StageReview.open_key.is_not(None))
    counts = [
        trainees.where(~has_supervisor()),
        trainees.where(without_session_since(since)),
        reviews.where(~has_reviewer()),
        reviews,
        trainees.where(position_sent_back()),
    ]
    return Waiting(*db.session.execute(sa.select(*(c.scalar_subquery() for c in counts))).one())


def count_awards_by_quarter(actor: Actor, as_of: datetime | None = None) -> Mapping[Quarter, int]:
    """Accreditations in each quarter that had any, counted by month in the database."""
    require(can_see_association(actor))
    year = sa.extract("year", Award.effective_on)
    month = sa.extract("month", Award.effective_on)
    rows = db.session.execute(
        sa.select(year, month, sa.func.count()).where(known(Award, as_of)).group_by(year, month)
    )
    counts: dict[Quarter, int] = {}
    for in_year, in_month, awards in rows:
        quarter = Quarter.of(date(int(in_year), int(in_month), 1))
        counts[quarter] = counts.get(quarter, 0) + awards
    return counts


def list_training_lengths(actor: Actor, since: date) -> Sequence[timedelta]:
    """How long those accredited since a day had been registered, the shortest first."""
    require(can_see_association(actor))
    rows = db.session.execute(
        sa.select(Enrolment.registered_on, Award.effective_on)
        .join(Award, Award.enrolment_id == Enrolment.id)
        .where(Award.effective_on >= since)
    )
    return sorted(awarded - registered for registered, awarded in rows)
