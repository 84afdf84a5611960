"""Which approvals end soon with nothing to follow them."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.core import clock
from app.organisations.models import Approval, ApprovalEnding, ApprovalScope, ApprovedPerson
from app.organisations.policies import running_approval

NOTICE_DAYS = (60, 14)
"""How many days before an approval ends people are told of it, each once."""

SOON_DAYS = max(NOTICE_DAYS)


def ends_within(days: int) -> sa.ColumnElement[bool]:
    """Approvals that hold today, end within so many days, and are not followed by another one."""
    last = clock.today() + timedelta(days=days)
    return sa.and_(running_approval(), Approval.until_on <= last, ~_is_followed())


def _is_followed() -> sa.ColumnElement[bool]:
    """Another approval is on record that reaches further: as wide as this one, for all its people, not taken back."""
    later = aliased(Approval)
    return (
        sa.exists()
        .where(
            later.organisation_id == Approval.organisation_id,
            sa.or_(later.scope == Approval.scope, later.scope == ApprovalScope.FILMS),
            sa.or_(later.until_on.is_(None), later.until_on > Approval.until_on),
            ~sa.exists().where(ApprovalEnding.approval_id == later.id).correlate(later),
            sa.or_(
                later.is_for_everybody.is_(sa.true()),
                sa.and_(Approval.is_for_everybody.is_(sa.false()), ~_leaves_out(later)),
            ),
        )
        .correlate(Approval)
    )


def _leaves_out(later: type[Approval]) -> sa.ColumnElement[bool]:
    here, there = aliased(ApprovedPerson), aliased(ApprovedPerson)
    also_there = (
        sa.exists()
        .where(there.approval_id == later.id, there.person_id == here.person_id)
        .correlate(here, later)
    )
    return (
        sa.exists().where(here.approval_id == Approval.id, ~also_there).correlate(Approval, later)
    )
