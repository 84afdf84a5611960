"""Opening a film that was made of a board."""

from __future__ import annotations

from app.audit.services import record_event
from app.clips.edited_films.models import Rendering, Screening
from app.clips.edited_films.rendering.policies import can_screen
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db


def start_screening(actor: Actor, rendering: Rendering) -> Screening:
    """The actor opens the film: one screening, one audit event. Raises NotFound where its board is being removed."""
    require(can_screen(actor, rendering))
    film = rendering.edited_film
    if film is None:
        raise NotFound
    screening = Screening(rendering=rendering, person_id=actor.person_id)
    db.session.add(screening)
    db.session.flush()
    owner_id = film.client.enrolment.person_id
    record_event(actor, "edited_film.screened", "edited_film", film.uuid, about=owner_id)
    return screening
