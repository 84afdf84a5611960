"""Accounts as Flask-Security needs them, inside the portal's own transactions."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

import sqlalchemy as sa
from flask_security import SQLAlchemyUserDatastore

from app.accounts.models import Passkey, Person, Role
from app.accounts.queries import get_role
from app.audit.services import record_event
from app.core.actor import Actor, RoleName
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db


class PersonDatastore(SQLAlchemyUserDatastore):
    """Flask-Security's store, except that it never commits: the request does, once, when it succeeded."""

    def __init__(self) -> None:
        super().__init__(db, Person, Role, Passkey)

    def commit(self) -> None:
        """Flush only."""
        db.session.flush()


def install_roles(actor: Actor) -> None:
    """Add the roles that are missing, so that a fresh database knows all of them."""
    require(actor.is_system)
    present = set(db.session.scalars(sa.select(Role.name)))
    db.session.add_all(Role(name=name) for name in RoleName if name not in present)
    db.session.flush()


class AddressTaken(Conflict):
    """One address, one account."""

    title = "That address has an account"
    message = "Somebody signs in with this address already. Give them the role there."
    field = "email"


def add_person(actor: Actor, email: str, full_name: str, roles: Collection[RoleName]) -> Person:
    """Give somebody an account without a password: they choose one by the link for a new password.

    Raises AddressTaken. Addresses are compared in small letters.
    """
    require(actor.is_system)
    person = Person(
        email=email.strip().lower(),
        full_name=full_name.strip(),
        known_as=full_name.split()[0],
        fs_uniquifier=uuid4().hex,
        roles=[get_role(role) for role in roles],
    )
    with refusing(db.session(), {"uq_person_email": AddressTaken}):
        db.session.add(person)
    record_event(actor, "person.added", "person", person.uuid, about=person.id)
    return person
