"""Accounts as Flask-Security needs them, inside the portal's own transactions."""

from __future__ import annotations

import sqlalchemy as sa
from flask_security import SQLAlchemyUserDatastore

from app.accounts.models import Person, Role
from app.core.actor import Actor, RoleName
from app.core.policy import require
from app.extensions import db


class PersonDatastore(SQLAlchemyUserDatastore):
    """Flask-Security's store, except that it never commits: the request does, once, when it succeeded."""

    def __init__(self) -> None:
        super().__init__(db, Person, Role)

    def commit(self) -> None:
        """Flush only."""
        db.session.flush()


def install_roles(actor: Actor) -> None:
    """Add the roles that are missing, so that a fresh database knows all of them."""
    require(actor.is_system)
    present = set(db.session.scalars(sa.select(Role.name)))
    db.session.add_all(Role(name=name) for name in RoleName if name not in present)
    db.session.flush()
