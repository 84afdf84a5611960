"""Organisations and what they approved, read."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Approval, ApprovalScope, Organisation
from app.organisations.policies import can_see_organisations, covers, running_approval


def find_film_approval(organisation_id: int | None, person_id: int) -> Approval | None:
    """The approval under which films of this person's work there may be in the portal today; the one that runs longest."""
    return db.session.scalar(
        sa.select(Approval)
        .where(
            Approval.organisation_id == organisation_id,
            Approval.scope == ApprovalScope.FILMS,
            running_approval(),
            covers(person_id),
        )
        .order_by(Approval.until_on.is_not(None), Approval.until_on.desc(), Approval.id)
        .limit(1)
    )


def list_open_organisations(actor: Actor) -> Sequence[Organisation]:
    """Organisations in which a new client may be opened now, by name."""
    require(can_see_organisations(actor))
    return db.session.scalars(
        sa.select(Organisation).where(Organisation.closed_at.is_(None)).order_by(Organisation.name)
    ).all()
