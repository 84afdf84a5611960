"""Stills asked for, kept, and let go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.services import record_event
from app.clips.frames.index import FrameIndex
from app.clips.frames.queries import find_frames
from app.clips.models import Clip
from app.clips.stills.errors import FrameOutsideFilm, NoFramesYet, TooManyStills
from app.clips.stills.models import Still
from app.clips.stills.orders import DRAW_STILLS, name_drawing
from app.clips.stills.policies import can_draw, can_keep
from app.clips.stills.queries import MOST_KEPT, count_kept, find_still
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def ask_for_stills(actor: Actor, clip: Clip, frames: Iterable[int]) -> None:
    """Have these frames of a film drawn that have no still yet; those outside the film are left out.

    Where the film has no review copy yet, nothing is asked for. What nobody needs any more is swept.
    """
    require(can_keep(actor, clip))
    index = find_frames(actor, clip)
    if index is not None:
        _ask(clip, index, [frame for frame in frames if 0 <= frame < index.count])


def keep_still(actor: Actor, clip: Clip, frame: int) -> Still:
    """Take a snapshot of this frame; taken twice, it is one. Raises NoFramesYet, FrameOutsideFilm, TooManyStills."""
    require(can_keep(actor, clip))
    index = find_frames(actor, clip)
    if index is None:
        raise NoFramesYet
    if not 0 <= frame < index.count:
        raise FrameOutsideFilm
    lock_row(db.session(), clip)
    _ask(clip, index, [frame])
    still = find_still(actor, clip, frame)
    assert still is not None  # noqa: S101  # just asked for, and the film is the actor's own
    if not still.is_kept:
        if count_kept(actor, clip) >= MOST_KEPT:
            raise TooManyStills
        still.is_kept = True
        record_event(actor, "still.kept", "clip", clip.uuid)
    return still


def let_go(actor: Actor, still: Still) -> None:
    """Keep the snapshot no longer; where a moment shows it, it stays with the moment, else it is swept."""
    require(can_keep(actor, still.clip))
    if still.is_kept:
        still.is_kept = False
        record_event(actor, "still.let_go", "clip", still.clip.uuid)


def draw_waiting(actor: Actor, delay: timedelta | None = None) -> None:
    """Have drawn whatever was asked for and waits, such as what was asked for in the moment a drawing ended.

    ``delay`` is for films that are not prepared yet: nothing can be drawn of them before.
    """
    require(can_draw(actor))
    waiting = sa.select(Still.clip_id).where(Still.storage_key.is_(None)).distinct()
    for clip in db.session.scalars(sa.select(Clip).where(Clip.id.in_(waiting))):
        _enqueue(clip, delay)


def _ask(clip: Clip, index: FrameIndex, frames: Iterable[int]) -> None:
    rows = [
        {"clip_id": clip.id, "frame": frame, "at_ms": index.start_ms(frame)}
        for frame in sorted(set(frames))
    ]
    if not rows:
        return
    insert = INSERTS[db.session.get_bind().dialect.name]
    db.session.execute(
        insert(Still).on_conflict_do_nothing(index_elements=["clip_id", "frame"]), rows
    )
    _enqueue(clip)


def _enqueue(clip: Clip, delay: timedelta | None = None) -> None:
    key = name_drawing(clip.uuid)
    enqueue_job(DRAW_STILLS, {"clip_id": clip.id}, delay=delay, unique_key=key)
