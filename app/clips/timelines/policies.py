"""Who takes the summary of a case out of the portal."""

from __future__ import annotations

from app.cases.models import Client
from app.cases.policies import can_work_with
from app.core.actor import Actor


def can_take_summary(actor: Actor, client: Client) -> bool:
    """The trainee whose client it is."""
    return can_work_with(actor, client)
