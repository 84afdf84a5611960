"""Taking the summary of a case out of the portal."""

from __future__ import annotations

from app.audit.services import record_event
from app.cases.models import Client
from app.clips.timelines.policies import can_take_summary
from app.clips.timelines.queries import CaseStory, tell_case
from app.core.actor import Actor
from app.core.policy import require


def take_summary(actor: Actor, client: Client) -> CaseStory:
    """What the summary says; that it was taken is on record."""
    require(can_take_summary(actor, client))
    record_event(actor, "summary.taken", "client", client.uuid)
    return tell_case(actor, client)
