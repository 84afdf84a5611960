"""What a person was told, read."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa

from app.accounts.models import Person
from app.core.actor import Actor
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.notifications.models import LetterRefusal, NewsKind, Notification


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
    newest_first = mine.order_by(Notification.id.desc())
    return read_page(db.session(), newest_first, count_rows(mine), page).build(itemgetter(0))


def list_refused(actor: Actor) -> Collection[NewsKind]:
    """The kinds of news the person wants no letters of."""
    mine = sa.select(LetterRefusal.kind).where(LetterRefusal.person_id == actor.person_id)
    return set(db.session.scalars(mine))


def list_refusing(kind: NewsKind, person_ids: Collection[int]) -> Collection[int]:
    """Who of these people wants no letters of this kind; asked by whoever tells them something."""
    asked = sa.select(LetterRefusal.person_id).where(
        LetterRefusal.kind == kind, LetterRefusal.person_id.in_(person_ids)
    )
    return set(db.session.scalars(asked))


def find_letter(actor: Actor, notification_uuid: UUID) -> tuple[Notification, Person] | None:
    """A line and who it is for, as the post needs it; None once either is gone or the account is closed."""
    require(actor.is_system)
    row = db.session.execute(
        sa.select(Notification, Person)
        .join(Person, Person.id == Notification.person_id)
        .where(Notification.uuid == notification_uuid, Person.active)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def find_recipient(actor: Actor, person_id: int) -> Person | None:
    """Somebody who can be written to; None once the account is closed."""
    require(actor.is_system)
    return db.session.scalar(sa.select(Person).where(Person.id == person_id, Person.active))
