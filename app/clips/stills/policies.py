"""Who takes stills of a film, and who sees them."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips import policies as films
from app.clips.models import Clip
from app.clips.policies import owns, talk_visible_to
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Stills of films that the actor may see now and studies, being their trainee or the trainee's supervisor; for a query
    that selects from ``Clip``.

    Which frame somebody chose is part of their work: whoever is shown a film alone is not shown its stills.
    """
    return films.visible_to(actor) & talk_visible_to(actor)


def can_keep(actor: Actor, clip: Clip) -> bool:
    """Stills are taken by the trainee whose film it is."""
    return actor.is_system or owns(actor, clip)


def can_draw(actor: Actor) -> bool:
    """The worker alone draws them, and takes away what nobody needs any more."""
    return actor.is_system
