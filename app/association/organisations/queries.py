"""Whom an organisation's approval concerns, and which films its rule is about: people and numbers, no films."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.association.policies import can_see_association
from app.cases.closings.models import CaseClosing
from app.cases.models import Client, Cycle
from app.clips.models import Clip, ClipState
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Approval, ApprovedPerson, Organisation
from app.trainees.models import Enrolment

MOST_FILMS = 2_000
"""How many films of one organisation are looked at before its rule is changed."""


def list_people_by_address(actor: Actor, addresses: Collection[str]) -> Sequence[Person]:
    """Everybody of these who has an open account."""
    require(can_see_association(actor))
    return db.session.scalars(
        sa.select(Person).where(Person.email.in_(addresses), Person.active).order_by(Person.id)
    ).all()


def list_concerned_ids(actor: Actor, approval: Approval) -> Sequence[int]:
    """Trainees whom the approval covers and who have an open case there, and their supervisors."""
    require(can_see_association(actor))
    open_cases = _select_open_cases(approval).subquery()
    trainees = sa.select(open_cases.c.person_id)
    supervisors = sa.select(Allocation.person_id).where(
        Allocation.enrolment_id.in_(sa.select(open_cases.c.enrolment_id)),
        Allocation.kind == AllocationKind.SUPERVISOR,
        Allocation.ended_at.is_(None),
    )
    return db.session.scalars(trainees.union(supervisors)).all()


def _select_open_cases(approval: Approval) -> sa.Select[int, int]:
    closed = sa.exists().where(
        CaseClosing.client_id == Client.id, CaseClosing.reopened_at.is_(None)
    )
    those = (
        sa.select(Enrolment.person_id, Client.enrolment_id)
        .join(Client.enrolment)
        .where(Client.organisation_id == approval.organisation_id, ~closed.correlate(Client))
    )
    if approval.is_for_everybody:
        return those
    named = sa.select(ApprovedPerson.person_id).where(ApprovedPerson.approval_id == approval.id)
    return those.where(Enrolment.person_id.in_(named))


def list_film_ids(actor: Actor, organisation: Organisation) -> Sequence[int]:
    """Ids of the organisation's films that are here, the latest first, at most `MOST_FILMS` of them."""
    require(can_see_association(actor))
    return db.session.scalars(
        sa.select(Clip.id)
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(Client.organisation_id == organisation.id, Clip.state != ClipState.ERASED)
        .order_by(Clip.id.desc())
        .limit(MOST_FILMS)
    ).all()


def count_films(actor: Actor, organisation: Organisation) -> int:
    """How many films of the organisation are here."""
    require(can_see_association(actor))
    return (
        db.session.scalar(
            sa.select(sa.func.count(Clip.id))
            .join(Clip.cycle)
            .join(Cycle.client)
            .where(Client.organisation_id == organisation.id, Clip.state != ClipState.ERASED)
        )
        or 0
    )


def count_open_cases(actor: Actor, organisation: Organisation) -> int:
    """How many clients have an open case there."""
    require(can_see_association(actor))
    closed = sa.exists().where(
        CaseClosing.client_id == Client.id, CaseClosing.reopened_at.is_(None)
    )
    return (
        db.session.scalar(
            sa.select(sa.func.count(Client.id)).where(
                Client.organisation_id == organisation.id, ~closed.correlate(Client)
            )
        )
        or 0
    )
