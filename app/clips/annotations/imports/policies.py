"""Who brings annotations into a film."""

from __future__ import annotations

from app.clips.models import Clip
from app.clips.policies import owns
from app.core.actor import Actor


def can_bring_in(actor: Actor, clip: Clip) -> bool:
    """Its trainee, whose the captions, moments and turns are."""
    return owns(actor, clip)
