"""The stills of an edited film that can be put on a sheet, and what keeps them in the portal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.edited_films.queries import list_open_films, list_parts
from app.clips.keeping.policies import is_standing
from app.clips.models import Clip, Hold
from app.clips.policies import visible_to
from app.clips.stills.choosing import choose_frames
from app.clips.stills.models import Still
from app.core.actor import Actor
from app.extensions import db
from app.organisations.models import Organisation
from app.retention.exports.sheets.moments import SheetMoment

MOST_OF_ONE = 6
"""Stills of one moment: enough to see it happen."""

MOST_LOOKED_AT = 600
"""More stills than a board of the longest kind shows."""

BELONGS = (
    "The organisation this family belongs to keeps its films inside the portal, and their stills with them. "
    "Look at them together here instead, or ask the organisation."
)
HELD = "A film of these moments is held for now. While that is so, nothing of it leaves the portal."


def list_sheet_moments(actor: Actor, film: EditedFilm) -> Sequence[SheetMoment]:
    """The moments of a film that the actor may see now, each with its stills, in three queries."""
    parts = [part for part in list_parts(actor, film) if part.clip_id is not None]
    open_ids = list_open_films(actor, {part.clip_id for part in parts if part.clip_id})
    stills = _list_stills(actor, parts, open_ids)
    return [
        _build(part, number, stills)
        for number, part in enumerate((p for p in parts if p.clip_id in open_ids), start=1)
    ]


def find_obstacle(actor: Actor, client: Client, clip_ids: Collection[int]) -> str | None:
    """Why stills of these films stay in the portal; None where they may leave."""
    may_leave = db.session.scalar(
        sa.select(Organisation.films_may_leave).where(Organisation.id == client.organisation_id)
    )
    if not may_leave:
        return BELONGS
    held = (
        sa.select(Hold.id)
        .join(Hold.clip)
        .where(Hold.clip_id.in_(clip_ids), is_standing(), visible_to(actor))
    )
    return HELD if db.session.scalar(held.limit(1)) else None


def _list_stills(
    actor: Actor, parts: Sequence[FilmPart], clip_ids: Collection[int]
) -> Sequence[Still]:
    frames = {frame for part in parts for frame in _choose(part)}
    return db.session.scalars(
        sa.select(Still)
        .join(Still.clip)
        .where(
            Clip.id.in_(clip_ids),
            sa.or_(Still.is_kept.is_(True), Still.frame.in_(frames)),
            visible_to(actor),
        )
        .order_by(Still.clip_id, Still.frame)
        .limit(MOST_LOOKED_AT)
    ).all()


def _choose(part: FilmPart) -> Sequence[int]:
    return choose_frames(part.start_frame or 0, part.end_frame or 1)


def _build(part: FilmPart, number: int, stills: Sequence[Still]) -> SheetMoment:
    start, end = part.start_frame or 0, part.end_frame or 0
    shown = [
        still
        for still in stills
        if still.clip_id == part.clip_id and start <= still.frame < end
        if still.is_kept or still.frame in _choose(part)
    ]
    drawn = [still for still in shown if still.storage_key is not None]
    return SheetMoment(part, number, drawn[:MOST_OF_ONE], len(shown) - len(drawn))
