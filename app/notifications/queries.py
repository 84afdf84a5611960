"""What a person was told, read."""

from __future__ import annotations

import sqlalchemy as sa

from app.core.actor import Actor
from app.core.pagination import PAGE_SIZE, Page
from app.extensions import db
from app.notifications.models import Notification


def count_unread(actor: Actor) -> int:
    """How many lines under the bell the person has not seen."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                Notification.person_id == actor.person_id, Notification.read_at.is_(None)
            )
        )
        or 0
    )


def list_notifications(actor: Actor, page: int = 1) -> Page[Notification]:
    """The person's own news, newest first."""
    mine = sa.select(Notification).where(Notification.person_id == actor.person_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(mine.subquery())) or 0
    rows = db.session.scalars(
        mine.order_by(Notification.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, page, total)
