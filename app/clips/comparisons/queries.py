"""Films to lay beside one another."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.cases.models import Cycle
from app.clips.models import WATCHABLE, Clip
from app.clips.policies import visible_to
from app.core.actor import Actor
from app.extensions import db

MOST_COMPANIONS = 60
"""More films than the work with one client ever has."""


def list_companions(actor: Actor, clip: Clip) -> Sequence[Clip]:
    """The other films of the same client that the actor may watch now, from the first cycle on."""
    return db.session.scalars(
        sa.select(Clip)
        .join(Clip.cycle)
        .where(
            Cycle.client_id == clip.cycle.client_id,
            Clip.id != clip.id,
            Clip.state.in_(WATCHABLE),
            visible_to(actor),
        )
        .options(contains_eager(Clip.cycle))
        .order_by(Cycle.number, Clip.kind, Clip.id)
        .limit(MOST_COMPANIONS)
    ).all()
