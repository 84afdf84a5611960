"""Who marks turns, and who sees them."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import Clip
from app.clips.policies import owns, talk_visible_to
from app.clips.turns.models import Turn
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Turns of films that the actor studies, being their trainee or the trainee's supervisor, under the film's consents;
    for a query that selects from ``Turn``."""
    return sa.exists().where(Clip.id == Turn.clip_id, talk_visible_to(actor)).correlate(Turn)


def can_mark(actor: Actor, clip: Clip) -> bool:
    """Trainees mark the turns of their own films."""
    return owns(actor, clip)
