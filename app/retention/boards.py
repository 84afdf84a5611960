"""What boards and stills keep of a film, and how it goes with the film."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa

from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.models import Clip
from app.clips.stills.models import Still
from app.drafts.models import Draft
from app.extensions import db


def forget_on_boards(clip: Clip) -> Sequence[UUID]:
    """Take the film's parts out of every board and close the gaps, and forget its stills; answers the uuids of what went."""
    taken = sa.select(FilmPart.uuid).where(FilmPart.clip_id == clip.id)
    uuids = list(db.session.scalars(taken))
    boards = list(
        db.session.scalars(sa.select(FilmPart.edited_film_id).where(FilmPart.clip_id == clip.id))
    )
    for kind in (FilmPart, Still):
        db.session.execute(sa.delete(kind).where(kind.clip_id == clip.id))
    if boards:
        _close_gaps(boards)
    _forget_drafts([f"part/{uuid}/words" for uuid in uuids])
    return uuids


def list_board_uuids(client: Client) -> Sequence[UUID]:
    """The boards of a client and their parts, as drafts and pointed-out words name them."""
    boards = sa.select(EditedFilm.uuid).where(EditedFilm.client_id == client.id)
    parts = (
        sa.select(FilmPart.uuid).join(FilmPart.edited_film).where(EditedFilm.client_id == client.id)
    )
    return [*db.session.scalars(boards), *db.session.scalars(parts)]


def _close_gaps(board_ids: Sequence[int]) -> None:
    """Positions count from 1 again on each board."""
    rows = db.session.execute(
        sa.select(FilmPart.edited_film_id, FilmPart.id)
        .where(FilmPart.edited_film_id.in_(board_ids))
        .order_by(FilmPart.edited_film_id, FilmPart.position)
    )
    places = [
        {"id": part_id, "position": position}
        for _, parts in groupby(rows, key=itemgetter(0))
        for position, (_, part_id) in enumerate(parts, start=1)
    ]
    if places:
        db.session.execute(sa.update(FilmPart), places)


def _forget_drafts(keys: Sequence[str]) -> None:
    db.session.execute(sa.delete(Draft).where(Draft.key.in_(keys)))
