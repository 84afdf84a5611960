"""Who chooses moments, and who sees them."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.clips.policies import owns, talk_visible_to
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Moments of films that the actor studies, being their trainee or the trainee's supervisor, under the film's consents;
    for a query that selects from ``Moment``."""
    return sa.exists().where(Clip.id == Moment.clip_id, talk_visible_to(actor)).correlate(Moment)


def can_choose(actor: Actor, clip: Clip) -> bool:
    """Trainees choose the moments of their own films."""
    return owns(actor, clip)
