"""Who takes stills of a film out of the portal."""

from __future__ import annotations

from app.cases.models import Client
from app.clips.edited_films.policies import can_edit
from app.core.actor import Actor


def can_take_sheet(actor: Actor, client: Client) -> bool:
    """The trainee who works with the family, to give it to them."""
    return can_edit(actor, client)
