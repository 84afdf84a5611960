"""Who writes the lines under a film, and who reads them."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.captions.models import Caption
from app.clips.models import Clip
from app.clips.policies import owns
from app.core.actor import Actor


def can_caption(actor: Actor, clip: Clip) -> bool:
    """Trainees write the lines of their own films; their supervisor reads them."""
    return owns(actor, clip)


def line_visible_to(actor: Actor, clip: Clip) -> sa.ColumnElement[bool]:
    """Of a film the actor may see: every line, those that wait for their author to the author alone."""
    return sa.true() if can_caption(actor, clip) else Caption.held_at.is_(None)
