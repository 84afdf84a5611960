"""Taking a film to a visit without signal."""

from __future__ import annotations

from datetime import timedelta

from app.audit.services import record_event
from app.clips.edited_films.models import Rendering, Visit
from app.clips.edited_films.visits import queries
from app.clips.edited_films.visits.errors import FilmKept, FilmMadeAgain, FilmsStay
from app.clips.edited_films.visits.policies import can_take_along
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db

LASTS = timedelta(hours=24)
"""How long a copy lies in a browser at most: the journey there, the visit, and the way back."""


def take_along(actor: Actor, rendering: Rendering, seen: str) -> Visit:
    """Allow the actor's browser a sealed copy of the film for a day. Raises FilmsStay and FilmKept, and FilmMadeAgain where
    ``seen``, the uuid of the film on the actor's page, is another."""
    require(can_take_along(actor, rendering))
    if not queries.may_leave(actor, rendering):
        raise FilmsStay
    if queries.is_held(actor, rendering):
        raise FilmKept
    if seen != str(rendering.uuid):
        raise FilmMadeAgain
    now = clock.now()
    visit = Visit(
        rendering=rendering, person_id=actor.person_id, taken_at=now, until_at=now + LASTS
    )
    db.session.add(visit)
    db.session.flush()
    record_event(actor, "edited_film.taken_along", "rendering", rendering.uuid)
    return visit


def end_visit(actor: Actor, visit: Visit) -> None:
    """The browser has removed its copy."""
    require(can_take_along(actor, visit.rendering))
    visit.ended_at = clock.now()
    record_event(actor, "edited_film.brought_back", "rendering", visit.rendering.uuid)
