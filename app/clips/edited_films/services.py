"""Beginning, naming and removing the board of an edited film."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.models import Client, Cycle
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.edited_films.policies import can_edit
from app.clips.edited_films.queries import find_edited_film, list_parts
from app.clips.edited_films.rendering.services import forget_renderings
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.wording.services import forget_words_of


def begin_film(
    actor: Actor, client: Client, *, uuid: UUID, title: str, cycle: Cycle | None = None
) -> EditedFilm:
    """An empty board for one client, for the shared review of ``cycle`` where it is known; sent twice, it is one board."""
    require(can_edit(actor, client))
    require(cycle is None or cycle.client_id == client.id)
    lock_row(db.session(), client)
    if (begun := find_edited_film(actor, client, uuid)) is not None:
        return begun
    film = EditedFilm(uuid=uuid, client=client, cycle=cycle, title=title)
    with refusing(db.session(), {"uq_edited_film_uuid": Conflict}):
        db.session.add(film)
    record_event(actor, "edited_film.begun", "edited_film", film.uuid)
    return film


def rename_film(actor: Actor, film: EditedFilm, *, title: str, cycle: Cycle | None) -> None:
    """Give the film another title, or say for which cycle it is made."""
    require(can_edit(actor, film.client))
    require(cycle is None or cycle.client_id == film.client_id)
    film.title, film.cycle, film.changed_at = title, cycle, clock.now()
    record_event(actor, "edited_film.renamed", "edited_film", film.uuid)


def remove_film(actor: Actor, film: EditedFilm) -> None:
    """Take the board away with everything that was made from it; films and moments stay.

    Nobody sees a film made of it any more, and a job removes what is stored of each.
    """
    require(can_edit(actor, film.client))
    lock_row(db.session(), film)
    forget_renderings(actor, film)
    forget_words_of(actor, [film.uuid, *(part.uuid for part in list_parts(actor, film))])
    db.session.execute(sa.delete(FilmPart).where(FilmPart.edited_film_id == film.id))
    record_event(actor, "edited_film.removed", "edited_film", film.uuid)
    db.session.delete(film)
    db.session.flush()
