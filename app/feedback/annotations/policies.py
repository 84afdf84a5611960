"""Who takes what was written about a film out of the portal."""

from __future__ import annotations

from app.clips.models import Clip
from app.core.actor import Actor
from app.feedback.policies import can_ask, can_comment


def can_take_annotations(actor: Actor, clip: Clip) -> bool:
    """The two who study the film: its trainee and their supervisor."""
    return can_ask(actor, clip) or can_comment(actor, clip)
