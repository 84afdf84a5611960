"""Accounts, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.core.actor import Actor, RoleName
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db


def get_role(name: RoleName) -> Role:
    """The row of a role; `install_roles` made one for each."""
    return db.session.scalars(sa.select(Role).where(Role.name == name)).one()


def list_roles(names: Collection[RoleName]) -> Sequence[Role]:
    """The rows of several roles."""
    return db.session.scalars(sa.select(Role).where(Role.name.in_(names)).order_by(Role.id)).all()


def get_person_by_email(actor: Actor, email: str) -> Person:
    """The person who signs in with this address; for the operator alone. Raises NotFound."""
    require(actor.is_system)
    person = db.session.scalar(sa.select(Person).where(Person.email == email.strip().lower()))
    if person is None:
        raise NotFound("Nobody signs in with this address. Add the person first.")
    return person


def list_administrator_ids(actor: Actor) -> Sequence[int]:
    """Everybody of the office who can sign in."""
    require(actor.is_system or actor.holds(RoleName.ADMINISTRATOR))
    return db.session.scalars(
        sa.select(Person.id).where(
            Person.active, Person.roles.any(Role.name == RoleName.ADMINISTRATOR)
        )
    ).all()


def get_own_person(actor: Actor) -> Person:
    """The account of whoever asks. Raises NotFound for visitors and the system, who have none."""
    person = db.session.get(Person, actor.person_id)
    if person is None:
        raise NotFound
    return person
