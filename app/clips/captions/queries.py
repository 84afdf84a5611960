"""The lines under a film, read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.clips.captions.models import Caption
from app.clips.captions.policies import line_visible_to
from app.clips.models import Clip
from app.clips.playback.queries import get_viewing
from app.clips.queries import get_studied_clip
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db


def list_captions(actor: Actor, clip: Clip) -> Sequence[Caption]:
    """The lines of a film that the actor was shown already, in the order in which they are read."""
    return db.session.scalars(
        sa.select(Caption)
        .where(Caption.clip_id == clip.id, line_visible_to(actor, clip))
        .order_by(Caption.start_ms, Caption.id)
    ).all()


def list_shown_lines(actor: Actor, viewing_uuid: UUID) -> Sequence[tuple[int, int, str]]:
    """Start, end and words of the lines that play with a film under a viewing: the same for everybody. Raises NotFound."""
    clip = get_viewing(actor, viewing_uuid).clip
    rows = db.session.execute(
        sa.select(Caption.start_ms, Caption.end_ms, Caption.words)
        .where(Caption.clip_id == clip.id, Caption.held_at.is_(None))
        .order_by(Caption.start_ms, Caption.id)
    )
    return [(start_ms, end_ms, words) for start_ms, end_ms, words in rows]


def get_caption(actor: Actor, caption_uuid: UUID) -> Caption:
    """One line with its film, for the two who study it. Raises NotFound, FilmsClosed."""
    caption = db.session.scalar(
        sa.select(Caption).where(Caption.uuid == caption_uuid).options(joinedload(Caption.clip))
    )
    if caption is None:
        raise NotFound
    clip = get_studied_clip(actor, caption.clip.uuid)
    readable = sa.select(Caption).where(Caption.id == caption.id, line_visible_to(actor, clip))
    if (line := db.session.scalar(readable)) is None:
        raise NotFound
    return line


def find_caption(actor: Actor, clip: Clip, caption_uuid: UUID) -> Caption | None:
    """A line of this film that the actor may read, or None."""
    return db.session.scalar(
        sa.select(Caption).where(
            Caption.clip_id == clip.id, Caption.uuid == caption_uuid, line_visible_to(actor, clip)
        )
    )


def count_captions(actor: Actor, clip: Clip) -> int:
    """How many lines the film has that the actor may read."""
    counted = sa.select(sa.func.count(Caption.id)).where(
        Caption.clip_id == clip.id, line_visible_to(actor, clip)
    )
    return db.session.scalar(counted) or 0
