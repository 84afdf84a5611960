"""Turns, read by the two who study the film."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.clips.queries import require_open_films
from app.clips.turns.models import Turn
from app.clips.turns.policies import visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

MOST_TURNS = 1000
"""Turns of one film: more than ten minutes of micro-analysis give, and few enough to be drawn."""


def get_turn(actor: Actor, turn_uuid: UUID) -> Turn:
    """The turn at this address with its clip, cycle, client and training. Raises NotFound, FilmsClosed."""
    require_open_films(actor)
    turn = db.session.scalar(
        sa.select(Turn)
        .where(Turn.uuid == turn_uuid, visible_to(actor))
        .options(
            joinedload(Turn.clip)
            .joinedload(Clip.cycle)
            .joinedload(Cycle.client)
            .joinedload(Client.enrolment)
        )
    )
    if turn is None:
        raise NotFound
    return turn


def list_turns(actor: Actor, clip: Clip) -> Sequence[Turn]:
    """All turns of one film in its order, at most `MOST_TURNS`."""
    return db.session.scalars(
        sa.select(Turn)
        .where(Turn.clip_id == clip.id, visible_to(actor))
        .order_by(Turn.start_frame, Turn.id)
        .limit(MOST_TURNS)
    ).all()


def count_turns(actor: Actor, clip: Clip) -> int:
    """How many turns are marked in the film."""
    asked = sa.select(sa.func.count(Turn.id)).where(Turn.clip_id == clip.id, visible_to(actor))
    return db.session.scalar(asked) or 0


def list_known(actor: Actor, clip: Clip, uuids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these uuids under which a turn of this film was sent before."""
    return frozenset(
        db.session.scalars(
            sa.select(Turn.uuid).where(
                Turn.clip_id == clip.id, Turn.uuid.in_(uuids), visible_to(actor)
            )
        )
    )
