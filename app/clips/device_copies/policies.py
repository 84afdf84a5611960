"""Who is asked what became of a film on its device."""

from __future__ import annotations

from app.clips.models import Clip
from app.clips.policies import owns
from app.core.actor import Actor


def can_answer(actor: Actor, clip: Clip) -> bool:
    """Its owner, who sent it from there."""
    return owns(actor, clip)
