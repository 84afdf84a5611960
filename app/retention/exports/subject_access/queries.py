"""Families' questions, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.cases.models import Client
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.policies import can_pass_on, visible_to
from app.trainees.models import Enrolment

AGAIN_FOR = timedelta(days=7)
"""How long after it was first taken out an answer can be taken again: downloads break off."""

_with_people = (
    joinedload(SubjectAccessRequest.client)
    .joinedload(Client.enrolment)
    .joinedload(Enrolment.person),
    joinedload(SubjectAccessRequest.client).joinedload(Client.organisation),
    joinedload(SubjectAccessRequest.raised_by).selectinload(Person.roles),
)


def get_request(actor: Actor, uuid: UUID) -> SubjectAccessRequest:
    """One request the actor has to do with. Raises NotFound."""
    request = db.session.scalar(
        sa.select(SubjectAccessRequest)
        .where(SubjectAccessRequest.uuid == uuid, visible_to(actor))
        .options(*_with_people)
    )
    if request is None:
        raise NotFound
    return request


def find_request(actor: Actor, request_id: int) -> SubjectAccessRequest | None:
    """The same by its key, for an answer that is on its way; None where the actor has nothing to do with it any more."""
    return db.session.scalar(
        sa.select(SubjectAccessRequest)
        .where(SubjectAccessRequest.id == request_id, visible_to(actor))
        .options(*_with_people)
    )


def list_requests(actor: Actor, page: int = 1) -> Page[SubjectAccessRequest]:
    """One page of those the actor passed on or must answer: what waits first, the nearest day first."""
    require(can_pass_on(actor))
    those = sa.select(SubjectAccessRequest).where(visible_to(actor))
    in_order = those.order_by(
        SubjectAccessRequest.answered_at.is_not(None),
        SubjectAccessRequest.due_on,
        SubjectAccessRequest.id,
    ).options(*_with_people)
    return read_page(db.session(), in_order, count_rows(those), page).build(itemgetter(0))


def list_open_requests(actor: Actor, client_id: int) -> Sequence[SubjectAccessRequest]:
    """What a family asked and is not answered, or was within the last week; the nearest day first."""
    recently = clock.now() - AGAIN_FOR
    return db.session.scalars(
        sa.select(SubjectAccessRequest)
        .where(
            SubjectAccessRequest.client_id == client_id,
            visible_to(actor),
            sa.or_(
                SubjectAccessRequest.answered_at.is_(None),
                SubjectAccessRequest.answered_at >= recently,
            ),
        )
        .order_by(SubjectAccessRequest.due_on, SubjectAccessRequest.id)
        .options(*_with_people)
    ).all()
