"""Drawing the stills of one film: unsealed once into a nameless file, each frame by its number, sealed again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from secrets import token_hex

import sqlalchemy as sa

from app.clips.films import film_store, workroom
from app.clips.media.stills import draw_frames
from app.clips.media.temporary_films import temporary_film
from app.clips.stills.models import Still
from app.clips.stills.orders import DrawingOrder, StillToDraw
from app.clips.stills.policies import can_draw
from app.clips.stills.queries import find_drawing_order
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db, release_connection
from app.jobs.work import Work

AT_ONCE = 12
"""Stills that one child draws: what a moment or two ask for."""

PIECE = 1024 * 1024


def draw_stills(actor: Actor, work: Work) -> None:
    """Draw every still of the job's film that is not drawn yet. May be killed at any point and run again: what a lost
    attempt sealed has no name and is swept."""
    require(can_draw(actor))
    clip_id = work.arguments["clip_id"]
    order = find_drawing_order(actor, clip_id, AT_ONCE)
    release_connection()
    if order is None or not order.stills:
        return
    with temporary_film(workroom()) as source:
        _unseal(order.review_key, source, work)
        while order is not None and order.stills:
            keys = _draw(order, source, work)
            with work.step():
                _name(order.stills, keys)
            order = find_drawing_order(actor, clip_id, AT_ONCE)
            release_connection()


def _unseal(storage_key: str, target_fd: int, work: Work) -> None:
    reader = film_store().open_reader(storage_key)
    for piece in reader.read(0, reader.length):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(target_fd, rest) :]
        work.report(0.1)


def _draw(order: DrawingOrder, source_fd: int, work: Work) -> Sequence[str]:
    """The keys of the sealed pictures, in the order of the stills."""
    with ExitStack() as files:
        targets = [files.enter_context(temporary_film(workroom())) for _ in order.stills]
        starts = order.index.starts_us
        places = [(starts[max(0, s.frame - 1)], starts[s.frame]) for s in order.stills]
        draw_frames(source_fd, targets, places)
        return [_seal(order, s, fd, work) for s, fd in zip(order.stills, targets, strict=True)]


def _seal(order: DrawingOrder, still: StillToDraw, picture_fd: int, work: Work) -> str:
    work.report(0.5)
    key = f"films/{order.clip_uuid}/still/{still.uuid.hex}-{work.attempt}-{token_hex(4)}"
    film_store().start(key)
    writer = film_store().open_writer(key)
    for position in range(0, os.fstat(picture_fd).st_size, PIECE):
        writer.write(os.pread(picture_fd, PIECE, position))
    writer.finish()
    return key


def _name(stills: Sequence[StillToDraw], keys: Sequence[str]) -> None:
    """Let each still have its picture, unless it went meanwhile."""
    for still, key in zip(stills, keys, strict=True):
        unnamed = sa.update(Still).where(Still.id == still.still_id, Still.storage_key.is_(None))
        db.session.execute(unnamed.values(storage_key=key))
