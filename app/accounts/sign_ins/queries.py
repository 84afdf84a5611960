"""Where people are signed in, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db


def find_sign_in(key_hash: str) -> SignIn | None:
    """The sign-in with this key that nobody ended, with its person, in one query. It may have run out of time."""
    return db.session.scalar(
        sa.select(SignIn)
        .join(SignIn.person)
        .options(joinedload(SignIn.person))
        .where(SignIn.key_hash == key_hash, SignIn.ended_at.is_(None), Person.active)
    )


def find_running_sign_in(
    actor: Actor, sign_in_id: int, idle: timedelta, longest: timedelta
) -> SignIn | None:
    """This sign-in of the person's own while it runs and they may come in, with its person, in one query."""
    return db.session.scalar(
        _select_running(actor, idle, longest)
        .join(SignIn.person)
        .options(joinedload(SignIn.person))
        .where(SignIn.id == sign_in_id, Person.active)
    )


def list_sign_ins(actor: Actor, idle: timedelta, longest: timedelta) -> Sequence[SignIn]:
    """Where the person is signed in now, last seen first."""
    return db.session.scalars(
        _select_running(actor, idle, longest)
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
        .limit(100)
    ).all()


def get_sign_in(actor: Actor, uuid: UUID) -> SignIn:
    """One of the person's own. Raises NotFound."""
    mine = sa.select(SignIn).where(SignIn.uuid == uuid, SignIn.person_id == actor.person_id)
    if (found := db.session.scalar(mine)) is None:
        raise NotFound
    return found


def _select_running(actor: Actor, idle: timedelta, longest: timedelta) -> sa.Select[SignIn]:
    now = clock.now()
    return sa.select(SignIn).where(
        SignIn.person_id == actor.person_id,
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at > now - idle,
        SignIn.started_at > now - longest,
    )
