"""Who may take a film to a visit, and what must be true of it."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.policies import can_work_with
from app.clips.edited_films.models import Rendering, Visit
from app.clips.edited_films.rendering.policies import visible_to as rendering_visible_to
from app.core import clock
from app.core.actor import Actor


def can_take_along(actor: Actor, rendering: Rendering) -> bool:
    """The trainee whose work it is shows the film to the family."""
    film = rendering.edited_film
    return film is not None and can_work_with(actor, film.client)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The actor's own visits whose day is not over, while every film in them is open to the actor."""
    return sa.and_(
        Visit.person_id == actor.person_id,
        Visit.ended_at.is_(None),
        Visit.until_at > clock.now(),
        sa.exists().where(Rendering.id == Visit.rendering_id, rendering_visible_to(actor)),
    )
