"""What the page of one person shows: roles, trainings, what rests on them, what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.accounts.changes.models import AddressChange, Deactivation, RoleWithdrawal
from app.accounts.models import Passkey, Person, Role, person_role
from app.accounts.sign_ins.models import SignIn
from app.accreditation.models import Appointment, Award, StageReview
from app.allocations.models import Allocation
from app.association.people.policies import can_see_people
from app.association.selections import current_openings, rests_on_supervisor
from app.core.actor import Actor, RoleName
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Pathway, PathwayVersion, Stage
from app.trainees.models import Enrolment

SHOWN_CHANGES = 20
"""How many earlier changes of each kind a page tells of; the events have all of them."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody holds; ``granted_by`` is empty where an award, a registration or an operator gave it."""

    role: RoleName
    granted_at: datetime
    granted_by: str | None


@dataclass(frozen=True, slots=True)
class Factors:
    """Which second factors somebody has set up; nothing of what is secret about them."""

    has_app: bool
    passkeys: int


@dataclass(frozen=True, slots=True)
class Training:
    """A registration on a pathway; ``number`` once it led to an accreditation."""

    uuid: UUID
    pathway: str
    version: int
    stage: str
    registered_on: date
    supervisor: str | None
    number: str | None
    accredited_on: date | None


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody whose training rests on this person."""

    uuid: UUID
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A stage review that this person has been given and not decided."""

    uuid: UUID
    trainee: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed about the account, in words, newest first in a list."""

    at: datetime
    words: str
    by: str | None


def list_held_roles(actor: Actor, person: Person) -> Sequence[HeldRole]:
    """The roles somebody holds now, since when and by whose hand."""
    require(can_see_people(actor))
    by = aliased(Person)
    rows = db.session.execute(
        sa.select(Role.name, person_role.c.granted_at, by.full_name)
        .join(person_role, person_role.c.role_id == Role.id)
        .outerjoin(by, by.id == person_role.c.granted_by_id)
        .where(person_role.c.person_id == person.id)
        .order_by(Role.id)
    )
    return [HeldRole(*row) for row in rows]


def find_last_sign_in(actor: Actor, person: Person) -> datetime | None:
    """When somebody last signed in; None for whoever never did."""
    require(can_see_people(actor))
    return db.session.scalar(
        sa.select(sa.func.max(SignIn.started_at)).where(SignIn.person_id == person.id)
    )


def count_factors(actor: Actor, person: Person) -> Factors:
    """Which second factors somebody has set up."""
    require(can_see_people(actor))
    keys = sa.select(sa.func.count(Passkey.id)).where(Passkey.person_id == person.id)
    return Factors(person.tf_totp_secret is not None, db.session.scalar(keys) or 0)


def list_trainings(actor: Actor, person: Person) -> Sequence[Training]:
    """Every pathway somebody is or was registered on, the latest first; there are few."""
    require(can_see_people(actor))
    current, supervisor = current_openings(), aliased(Person)
    rows = db.session.execute(
        sa.select(
            Enrolment.uuid,
            Pathway.name,
            PathwayVersion.number,
            Stage.name,
            Enrolment.registered_on,
            supervisor.full_name,
            Award.number,
            Award.effective_on,
        )
        .join(Enrolment.version)
        .join(PathwayVersion.pathway)
        .join(current, current.c.enrolment_id == Enrolment.id)
        .join(Stage, Stage.id == current.c.stage_id)
        .outerjoin(
            Allocation, sa.and_(Allocation.enrolment_id == Enrolment.id, rests_on_supervisor())
        )
        .outerjoin(supervisor, supervisor.id == Allocation.person_id)
        .outerjoin(Award, Award.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person.id)
        .order_by(Enrolment.registered_on.desc(), Enrolment.id.desc())
    )
    return [Training(*row) for row in rows]


def list_charges(actor: Actor, person: Person, page: int = 1) -> Page[Charge]:
    """One page of the trainees who rest on this person, by name, whether the account is open or not."""
    require(can_see_people(actor))
    theirs = (Allocation.person_id == person.id, rests_on_supervisor())
    trainee = aliased(Person)
    listed = (
        sa.select(Enrolment.uuid, trainee.full_name, Allocation.started_at)
        .join(Allocation.enrolment)
        .join(trainee, trainee.id == Enrolment.person_id)
        .where(*theirs)
        .order_by(trainee.full_name, Enrolment.id)
    )
    counted = sa.select(sa.func.count(Allocation.id)).where(*theirs)
    return read_page(db.session(), listed, counted, page).build(lambda row: Charge(*row))


def list_open_reviews(actor: Actor, person: Person, page: int = 1) -> Page[OpenReview]:
    """One page of the reviews that wait for this person's decision, the oldest first."""
    require(can_see_people(actor))
    theirs = (
        Appointment.reviewer_id == person.id,
        Appointment.ended_at.is_(None),
        StageReview.open_key.is_not(None),
    )
    listed = (
        sa.select(StageReview.uuid, Person.full_name, Stage.review_name)
        .join(Appointment, Appointment.review_id == StageReview.id)
        .join(StageReview.stage)
        .join(StageReview.enrolment)
        .join(Enrolment.person)
        .where(*theirs)
        .order_by(StageReview.requested_at, StageReview.id)
    )
    counted = (
        sa.select(sa.func.count(StageReview.id))
        .join(Appointment, Appointment.review_id == StageReview.id)
        .where(*theirs)
    )
    return read_page(db.session(), listed, counted, page).build(lambda row: OpenReview(*row))


def list_changes(actor: Actor, person: Person) -> Sequence[Change]:
    """What was changed about the account before: roles that ended, closings, addresses; the newest first."""
    require(can_see_people(actor))
    changes = [*_list_withdrawals(person), *_list_closings(person), *_list_moves(person)]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _list_withdrawals(person: Person) -> Sequence[Change]:
    rows = db.session.scalars(
        sa.select(RoleWithdrawal)
        .where(RoleWithdrawal.person_id == person.id)
        .order_by(RoleWithdrawal.id.desc())
        .limit(SHOWN_CHANGES)
        .options(joinedload(RoleWithdrawal.withdrawn_by))
    )
    return [
        Change(row.withdrawn_at, f"no longer {row.role}", _name(row.withdrawn_by)) for row in rows
    ]


def _list_closings(person: Person) -> Sequence[Change]:
    rows = db.session.scalars(
        sa.select(Deactivation)
        .where(Deactivation.person_id == person.id)
        .order_by(Deactivation.id.desc())
        .limit(SHOWN_CHANGES)
        .options(joinedload(Deactivation.deactivated_by), joinedload(Deactivation.reactivated_by))
    ).all()
    closed = [Change(row.deactivated_at, "deactivated", _name(row.deactivated_by)) for row in rows]
    opened = [
        Change(row.reactivated_at, "reactivated", _name(row.reactivated_by))
        for row in rows
        if row.reactivated_at is not None
    ]
    return [*closed, *opened]


def _list_moves(person: Person) -> Sequence[Change]:
    rows = db.session.scalars(
        sa.select(AddressChange)
        .where(AddressChange.person_id == person.id)
        .order_by(AddressChange.id.desc())
        .limit(SHOWN_CHANGES)
        .options(joinedload(AddressChange.changed_by))
    )
    return [
        Change(row.changed_at, f"signed in as {row.former_email} until then", _name(row.changed_by))
        for row in rows
    ]


def _name(person: Person | None) -> str | None:
    return person.full_name if person else None
