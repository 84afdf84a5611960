"""Who sets goals with a family and rates them, and who chooses the scale."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.goals.models import Goal
from app.cases.models import Client
from app.cases.policies import can_work_with
from app.cases.policies import visible_to as client_visible_to
from app.core.actor import Actor, RoleName


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Goals of the clients the actor sees. Their words ask for consent besides: see `family_words`."""
    return Goal.client_id.in_(sa.select(Client.id).where(client_visible_to(actor)))


def can_set_goals(actor: Actor, client: Client) -> bool:
    """Goals are agreed and rated by the trainee with the family they work with."""
    return can_work_with(actor, client)


def can_choose_scale(actor: Actor) -> bool:
    """The association says on which scale new goals are rated."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)
