"""How long organisations keep films, read."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Organisation, RetentionRule
from app.organisations.policies import can_see_organisations

LATEST_RULES = 20
"""How far back the page of an organisation looks."""


def find_rule(actor: Actor, organisation: Organisation) -> RetentionRule | None:
    """The rule that holds; None where the organisation set none, so that the portal's own holds."""
    return next(iter(list_rules(actor, organisation)), None)


def list_rules(actor: Actor, organisation: Organisation) -> Sequence[RetentionRule]:
    """The latest rules of an organisation, the one that holds first, each with who recorded it."""
    require(can_see_organisations(actor))
    return db.session.scalars(
        sa.select(RetentionRule)
        .where(RetentionRule.organisation_id == organisation.id)
        .options(joinedload(RetentionRule.recorded_by))
        .order_by(RetentionRule.id.desc())
        .limit(LATEST_RULES)
    ).all()
