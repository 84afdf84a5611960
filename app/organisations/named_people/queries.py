"""People whom organisations named, read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db
from app.organisations.models import NamedPerson, Organisation
from app.organisations.policies import can_manage_organisations


def list_named_people(actor: Actor, organisation: Organisation) -> Sequence[NamedPerson]:
    """Who is named for an organisation now, in the order in which they were."""
    require(can_manage_organisations(actor))
    return db.session.scalars(
        sa.select(NamedPerson)
        .where(NamedPerson.organisation_id == organisation.id, NamedPerson.ended_at.is_(None))
        .options(joinedload(NamedPerson.person))
        .order_by(NamedPerson.id)
    ).all()


def get_naming(actor: Actor, uuid: UUID) -> NamedPerson:
    """One naming with its person and organisation, for the office. Raises NotFound."""
    require(can_manage_organisations(actor))
    found = db.session.scalar(
        sa.select(NamedPerson)
        .where(NamedPerson.uuid == uuid)
        .options(joinedload(NamedPerson.person), joinedload(NamedPerson.organisation))
    )
    if found is None:
        raise NotFound
    return found
