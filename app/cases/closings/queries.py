"""Closed cases, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.closings.models import CaseClosing
from app.cases.closings.policies import closing_visible_to
from app.cases.models import Client, Cycle
from app.cases.policies import visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.trainees.models import Enrolment


def get_closing(actor: Actor, closing_uuid: UUID) -> CaseClosing:
    """One closing with its client and trainee, also one that was taken back since. Raises NotFound."""
    closing = db.session.scalar(
        sa.select(CaseClosing)
        .where(CaseClosing.uuid == closing_uuid, closing_visible_to(actor))
        .options(
            joinedload(CaseClosing.client).joinedload(Client.enrolment).joinedload(Enrolment.person)
        )
    )
    if closing is None:
        raise NotFound
    return closing


def find_closing(actor: Actor, client: Client) -> CaseClosing | None:
    """The closing that holds now; None while the case is open."""
    return db.session.scalar(
        sa.select(CaseClosing).where(
            CaseClosing.client_id == client.id,
            CaseClosing.reopened_at.is_(None),
            closing_visible_to(actor),
        )
    )


def list_closed(client_ids: Collection[int]) -> Mapping[int, date]:
    """Client id -> the day the case was closed; open ones are left out."""
    rows = db.session.execute(
        sa.select(CaseClosing.client_id, CaseClosing.closed_on).where(
            CaseClosing.client_id.in_(client_ids), CaseClosing.reopened_at.is_(None)
        )
    )
    return dict(rows.all())


def find_last_work_on(actor: Actor, client: Client) -> date | None:
    """The latest day on which something of this case took place."""
    row = db.session.execute(
        sa.select(sa.func.max(Cycle.filmed_on), sa.func.max(Cycle.reviewed_on))
        .join(Cycle.client)
        .where(Cycle.client_id == client.id, visible_to(actor))
    ).one()
    return max((day for day in row if day is not None), default=None)
