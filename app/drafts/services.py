"""Unsent text, kept for its author alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict, DomainError, NotFound
from app.core.policy import require
from app.drafts.models import Draft
from app.extensions import db

BODY_LIMIT = 20_000
"""Characters one draft may have: more than any text the portal asks for."""

KEY_LIMIT = 200
"""Characters of a field's key; the portal's own are shorter."""

FORGOTTEN_AFTER = timedelta(days=90)
"""Long after anybody comes back to what they did not send."""

KEPT_AT_MOST = 100
"""Drafts of one person: far more than anybody leaves unsent, and no store for anything else."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class DraftTooLong(DomainError):
    """More text than any field of the portal takes."""

    status = 413
    title = "That is too long to keep"
    message = "This text is longer than the field takes. Shorten it; the rest is not kept."


def keep_draft(actor: Actor, key: str, body: str) -> None:
    """Keep what was typed in the field ``key``; an empty text forgets it.

    Two tabs may keep the same field at the same moment: the later words stay. Beyond `KEPT_AT_MOST` the oldest go.
    Raises DraftTooLong, and NotFound for a key that no field has.
    """
    require(actor.person_id > 0)
    if len(key) > KEY_LIMIT:
        raise NotFound
    if len(body) > BODY_LIMIT:
        raise DraftTooLong
    if not body.strip():
        return forget_draft(actor, key)
    if not _reword(actor, key, body):
        _add(actor, key, body)
    return None


def forget_draft(actor: Actor, key: str) -> None:
    """The text was sent, or given up."""
    require(actor.person_id > 0)
    db.session.execute(sa.delete(Draft).where(Draft.person_id == actor.person_id, Draft.key == key))


def forget_drafts_of(actor: Actor, uuids: Iterable[UUID]) -> None:
    """The things are gone whose fields carry these uuids in their keys."""
    require(actor.person_id > 0)
    mine = Draft.person_id == actor.person_id
    names = {str(uuid) for uuid in uuids}
    keys = [
        key
        for key in db.session.scalars(sa.select(Draft.key).where(mine))
        if not names.isdisjoint(_UUID.findall(key))
    ]
    db.session.execute(sa.delete(Draft).where(mine, Draft.key.in_(keys)))


def sweep_drafts(actor: Actor) -> None:
    """Forget what nobody touched for `FORGOTTEN_AFTER`."""
    require(actor.is_system)
    db.session.execute(sa.delete(Draft).where(Draft.saved_at < clock.now() - FORGOTTEN_AFTER))


def _reword(actor: Actor, key: str, body: str) -> bool:
    changed = db.session.scalar(
        sa.update(Draft)
        .where(Draft.person_id == actor.person_id, Draft.key == key)
        .values(body=body, saved_at=clock.now())
        .returning(Draft.id)
    )
    return changed is not None


def _add(actor: Actor, key: str, body: str) -> None:
    try:
        with refusing(db.session(), {"uq_draft_person_id_key": Conflict}):
            db.session.add(Draft(person_id=actor.person_id, key=key, body=body))
    except Conflict:  # another tab was faster
        _reword(actor, key, body)
    mine = Draft.person_id == actor.person_id
    newest = sa.select(Draft.id).where(mine).order_by(Draft.saved_at.desc(), Draft.id.desc())
    kept = newest.limit(KEPT_AT_MOST)
    db.session.execute(sa.delete(Draft).where(mine, Draft.id.not_in(kept)))
