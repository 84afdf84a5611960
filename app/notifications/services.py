"""Telling people."""

from __future__ import annotations

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.notifications.models import Notification


def notify(actor: Actor, person_id: int, *, subject: str, path: str) -> None:
    """Put one line under somebody's bell, leading to ``path``. The subject carries no clinical word.

    Nobody is told of what they did themselves.
    """
    if person_id != actor.person_id:
        db.session.add(Notification(person_id=person_id, subject=subject, path=path))


def mark_all_read(actor: Actor) -> None:
    """The person has seen their news."""
    db.session.execute(
        sa.update(Notification)
        .where(Notification.person_id == actor.person_id, Notification.read_at.is_(None))
        .values(read_at=clock.now())
    )
