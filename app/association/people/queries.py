"""Everybody with an account, as the office sees them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.changes.models import AddressChange, Deactivation
from app.accounts.models import Passkey, Person, Role
from app.accounts.sign_ins.models import SignIn
from app.accreditation.models import Appointment, StageReview
from app.allocations.models import Allocation
from app.association.people.policies import can_see_people
from app.association.selections import in_training, rests_on_supervisor
from app.core.actor import Actor, RoleName
from app.core.errors import NotFound
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.trainees.models import Enrolment


class State(enum.StrEnum):
    """Which accounts a list holds."""

    ALL = "all"
    ACTIVE = "active"
    NOT_SIGNED_IN = "not-signed-in"
    WITHOUT_FACTOR = "without-factor"
    DEACTIVATED = "deactivated"

    @classmethod
    def _missing_(cls, _value: object) -> State:
        return cls.ALL


class Order(enum.StrEnum):
    """What a list is sorted by."""

    NAME = "name"
    NEWEST = "newest"
    LAST_SIGN_IN = "last-sign-in"

    @classmethod
    def _missing_(cls, _value: object) -> Order:
        return cls.NAME


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What to look for: part of a name or address, a role, a state; and in which order."""

    words: str = ""
    role: RoleName | None = None
    state: State = State.ALL
    order: Order = Order.NAME

    @property
    def is_narrow(self) -> bool:
        """Whether the list leaves anybody out."""
        return bool(self.words or self.role or self.state is not State.ALL)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; ``last_sign_in_at`` is empty for whoever never signed in."""

    uuid: UUID
    name: str
    email: str
    role_names: tuple[RoleName, ...]
    is_active: bool
    has_factor: bool
    last_sign_in_at: datetime | None


def list_people(actor: Actor, wanted: PeopleFilter, page: int = 1) -> Page[PersonRow]:
    """One page of them."""
    require(can_see_people(actor))
    counted = sa.select(sa.func.count(Person.id)).where(_matches(wanted))
    return read_page(db.session(), _select(wanted), counted, page).build(_build)


def get_person(actor: Actor, uuid: UUID) -> Person:
    """The account of one person, open or closed. Raises NotFound."""
    require(can_see_people(actor))
    person = db.session.scalar(sa.select(Person).where(Person.uuid == uuid))
    if person is None:
        raise NotFound
    return person


def get_address_change(actor: Actor, uuid: UUID) -> AddressChange:
    """One change of an address, with the person. Raises NotFound."""
    require(can_see_people(actor))
    change = db.session.scalar(
        sa.select(AddressChange)
        .where(AddressChange.uuid == uuid)
        .options(joinedload(AddressChange.person))
    )
    if change is None:
        raise NotFound
    return change


def find_deactivation(actor: Actor, person: Person) -> Deactivation | None:
    """What keeps an account closed now, with whose hand it was; None for an open one."""
    require(can_see_people(actor))
    return db.session.scalar(
        sa.select(Deactivation)
        .where(Deactivation.person_id == person.id, Deactivation.reactivated_at.is_(None))
        .options(joinedload(Deactivation.deactivated_by))
    )


def find_training(actor: Actor, person: Person) -> Enrolment | None:
    """The training that somebody is in now; None before the first, and after an award."""
    require(can_see_people(actor))
    return db.session.scalar(
        sa.select(Enrolment)
        .where(Enrolment.person_id == person.id, in_training())
        .options(joinedload(Enrolment.version).joinedload(PathwayVersion.pathway))
        .order_by(Enrolment.id.desc())
        .limit(1)
    )


def lock_office(actor: Actor) -> None:
    """Make others who change accounts wait until this transaction ends; what merely names a role goes on."""
    require(can_see_people(actor))
    seat = sa.select(Role.id).where(Role.name == RoleName.ADMINISTRATOR)
    db.session.execute(seat.with_for_update(key_share=True))


def carries_work(actor: Actor, person: Person) -> bool:
    """Whether a training or an open review rests on this person, whether their account is open or not."""
    require(can_see_people(actor))
    trainings = sa.exists().where(Allocation.person_id == person.id, rests_on_supervisor())
    reviews = sa.exists().where(
        Appointment.reviewer_id == person.id,
        Appointment.ended_at.is_(None),
        StageReview.id == Appointment.review_id,
        StageReview.open_key.is_not(None),
    )
    return bool(db.session.scalar(sa.select(sa.or_(trainings, reviews))))


def list_running_allocations(actor: Actor, person: Person) -> Sequence[Allocation]:
    """Every reason for access that this person has now."""
    require(can_see_people(actor))
    return db.session.scalars(
        sa.select(Allocation)
        .where(Allocation.person_id == person.id, Allocation.ended_at.is_(None))
        .order_by(Allocation.id)
        .options(joinedload(Allocation.enrolment))
    ).all()


def _matches(wanted: PeopleFilter) -> sa.ColumnElement[bool]:
    criteria: list[sa.ColumnElement[bool]] = [sa.true()]
    if wanted.words:
        places = (Person.full_name, Person.known_as, Person.email)
        criteria.append(
            sa.or_(*(place.icontains(wanted.words, autoescape=True) for place in places))
        )
    if wanted.role is not None:
        criteria.append(Person.roles.any(Role.name == wanted.role))
    if wanted.state is not State.ALL:
        criteria.append(_has_state(wanted.state))
    return sa.and_(*criteria)


def _has_state(state: State) -> sa.ColumnElement[bool]:
    if state is State.ACTIVE:
        return Person.active.is_(True)
    if state is State.DEACTIVATED:
        return ~Person.active
    if state is State.WITHOUT_FACTOR:
        return sa.and_(Person.active, ~_has_factor())
    return sa.and_(Person.active, ~sa.exists().where(SignIn.person_id == Person.id))


def _has_factor() -> sa.ColumnElement[bool]:
    keys = sa.exists().where(Passkey.person_id == Person.id)
    return sa.or_(Person.tf_totp_secret.is_not(None), keys.correlate(Person))


def _select(wanted: PeopleFilter) -> sa.Select[*tuple[Any, ...]]:
    last = (
        sa.select(SignIn.person_id, sa.func.max(SignIn.started_at).label("started_at"))
        .group_by(SignIn.person_id)
        .subquery()
    )
    first = {
        Order.NAME: (),
        Order.NEWEST: (Person.created_at.desc(),),
        Order.LAST_SIGN_IN: (last.c.started_at.desc().nulls_last(),),
    }[wanted.order]
    return (
        sa.select(Person, _has_factor(), last.c.started_at)
        .outerjoin(last, last.c.person_id == Person.id)
        .where(_matches(wanted))
        .order_by(*first, Person.full_name, Person.id)
        .options(selectinload(Person.roles))
    )


def _build(row: sa.Row[*tuple[Any, ...]]) -> PersonRow:
    person, has_factor, last_sign_in_at = row
    return PersonRow(
        uuid=person.uuid,
        name=person.full_name,
        email=person.email,
        role_names=tuple(RoleName(role.name) for role in person.roles),
        is_active=person.active,
        has_factor=has_factor,
        last_sign_in_at=last_sign_in_at,
    )
