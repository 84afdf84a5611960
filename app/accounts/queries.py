"""Accounts, read."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Role
from app.core.actor import RoleName
from app.extensions import db


def get_role(name: RoleName) -> Role:
    """The row of a role; `install_roles` made one for each."""
    return db.session.scalars(sa.select(Role).where(Role.name == name)).one()
