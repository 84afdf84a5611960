"""Who ends the work with a client, and begins it again."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.closings.models import CaseClosing
from app.cases.models import Client
from app.cases.policies import can_work_with, visible_to
from app.core.actor import Actor


def closing_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The closings of clients the actor sees."""
    clients = sa.select(Client.id).where(visible_to(actor)).correlate(None)
    return CaseClosing.client_id.in_(clients)


def can_close(actor: Actor, client: Client) -> bool:
    """The trainee ends the work with a client of theirs, and begins it again."""
    return can_work_with(actor, client)
