"""To whom an upload exists: its owner alone."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import ErasureOrder, Upload
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Uploads of this person; for everybody else there are none, and none at all once the erasure of its film was ordered."""
    wanted = ~sa.exists().where(ErasureOrder.clip_id == Upload.clip_id).correlate(Upload)
    return wanted if actor.is_system else (Upload.owner_id == actor.person_id) & wanted


def can_go_on(actor: Actor, upload: Upload) -> bool:
    """The owner sends, finishes and cancels; the system finishes what the owner's server could not."""
    return actor.is_system or upload.owner_id == actor.person_id


def can_expire(actor: Actor) -> bool:
    """Nobody but the passing of time."""
    return actor.is_system
