"""Who sees and makes the board of an edited film."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.family_words.policies import open_to
from app.cases.models import Client
from app.cases.policies import can_work_with
from app.clips.edited_films.models import EditedFilm
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Boards the actor may read now, as they read what else a family said: the trainee while *vig* runs, their supervisor
    while *supervision* runs.

    Which of its parts they see hangs on each film besides (`app.clips.policies.visible_to`): a part of a film that is
    hidden from them keeps its place without words, stills or a second of film.
    """
    return EditedFilm.client_id.in_(sa.select(Client.id).where(open_to(actor)))


def can_edit(actor: Actor, client: Client) -> bool:
    """Edited films are made by the trainee who works with the client; their supervisor looks at them."""
    return can_work_with(actor, client)
