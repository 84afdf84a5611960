"""Accredited practitioners and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.accounts.models import Person
from app.accreditation.models import Award
from app.association.policies import can_see_association
from app.core.actor import Actor
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Pathway, PathwayVersion
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class PractitionerRow:
    """One accreditation and the person's uuid; without registration and pathway where it was made before the portal."""

    person_uuid: UUID
    name: str
    number: str
    accredited_on: date
    registered_on: date | None
    pathway: str | None


def list_practitioners(actor: Actor, name: str = "", page: int = 1) -> Page[PractitionerRow]:
    """One page of them, the latest accreditation first; ``name`` is part of a name or of a number."""
    require(can_see_association(actor))
    counted = sa.select(sa.func.count(Award.id)).join(Award.person).where(_matches(name))
    return read_page(db.session(), _select(name), counted, page).build(
        lambda row: PractitionerRow(*row)
    )


def list_all_practitioners(actor: Actor, name: str = "") -> Sequence[PractitionerRow]:
    """All of them at once, for an export."""
    require(can_see_association(actor))
    return [PractitionerRow(*row) for row in db.session.execute(_select(name))]


def _matches(name: str) -> sa.ColumnElement[bool]:
    if not name:
        return sa.true()
    return sa.or_(
        Person.full_name.icontains(name, autoescape=True),
        Award.number.icontains(name, autoescape=True),
    )


def _select(name: str) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Person.uuid,
            Person.full_name,
            Award.number,
            Award.effective_on,
            Enrolment.registered_on,
            Pathway.name,
        )
        .select_from(Award)
        .join(Award.person)
        .outerjoin(Award.enrolment)
        .outerjoin(Enrolment.version)
        .outerjoin(PathwayVersion.pathway)
        .where(_matches(name))
        .order_by(Award.effective_on.desc(), Award.id.desc())
    )
