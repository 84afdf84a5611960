"""Who reads what is written down of a family's own words, and of what they hope for."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client, Purpose
from app.cases.policies import consented
from app.core.actor import Actor
from app.trainees.policies import own_enrolments


def open_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clients whose words the actor may read now; for a query that selects from ``Client``.

    The trainee reads them while *vig* runs, their supervisor while *supervision* runs; nobody else ever does.
    """
    if actor.is_system:
        return sa.true()
    own = Client.enrolment_id.in_(own_enrolments(actor))
    supervised = Client.enrolment_id.in_(actor.supervised_ids)
    return sa.or_(
        own & consented(Client.id, Purpose.VIG),
        supervised & consented(Client.id, Purpose.SUPERVISION),
    )
