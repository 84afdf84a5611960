"""Where a trainee may work with a client, read."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from app.cases.workplaces.offer import Workplace
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Organisation
from app.organisations.policies import approves_films, can_see_organisations


def list_workplaces(actor: Actor, present: Organisation | None = None) -> Sequence[Workplace]:
    """The organisations that are open, by name; ``present`` stays among them when it has closed since."""
    require(can_see_organisations(actor))
    rows = db.session.execute(
        sa.select(Organisation, approves_films(Organisation.id, actor.person_id))
        .where(
            sa.or_(
                Organisation.closed_at.is_(None),
                Organisation.id == (None if present is None else present.id),
            )
        )
        .order_by(Organisation.name)
    )
    return [Workplace(organisation, has_films) for organisation, has_films in rows]
