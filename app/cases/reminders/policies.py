"""Whose reminder it is."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client
from app.core.actor import Actor
from app.trainees.policies import own_enrolments, owns


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clients whose reminders the actor reads: those of their own training, whoever else sees the client."""
    return Client.enrolment_id.in_(own_enrolments(actor))


def can_remember(actor: Actor, client: Client) -> bool:
    """Only the trainee who works with the client keeps and reads a reminder; the system reads none either."""
    return owns(actor, client.enrolment)
