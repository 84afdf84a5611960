"""The edited films a trainee put together, as far as the consents behind them let them read it today."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, FilmPart, Repeat
from app.clips.edited_films.policies import visible_to
from app.clips.models import Clip
from app.clips.policies import words_visible_to
from app.core.actor import Actor
from app.extensions import db
from app.retention.exports.records.boards import describe_board
from app.retention.exports.records.sections import Section
from app.trainees.policies import own_enrolments

AGAIN = {
    Repeat.NONE: "",
    Repeat.STILL: ", then its last picture stands still",
    Repeat.SLOW: ", then once more at half speed",
}


def list_board_sections(actor: Actor) -> list[Section]:
    """Boards with their parts; of a film that is hidden, a part keeps its place alone."""
    films = db.session.scalars(
        sa.select(EditedFilm)
        .join(EditedFilm.client)
        .where(Client.enrolment_id.in_(own_enrolments(actor)), visible_to(actor))
        .order_by(EditedFilm.id)
        .options(
            joinedload(EditedFilm.client),
            joinedload(EditedFilm.cycle),
            selectinload(EditedFilm.parts).joinedload(FilmPart.clip).joinedload(Clip.cycle),
        )
    ).all()
    clip_ids = {part.clip_id for film in films for part in film.parts if part.clip_id}
    is_open = frozenset(
        db.session.scalars(sa.select(Clip.id).where(Clip.id.in_(clip_ids), words_visible_to(actor)))
    )
    return [
        Section(
            "edited_films",
            "Edited films",
            [{"client": film.client.code, **describe_board(film, is_open)} for film in films],
        )
    ]
