"""Unsent text, kept for its author alone."""

from __future__ import annotations

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor
from app.core.errors import DomainError
from app.core.policy import require
from app.drafts.models import Draft
from app.drafts.queries import find_draft
from app.extensions import db

BODY_LIMIT = 20_000
"""Characters one draft may have: more than any text the portal asks for."""


class DraftTooLong(DomainError):
    """More text than any field of the portal takes."""

    status = 413
    title = "That is too long to keep"
    message = "This text is longer than the field takes. Shorten it; the rest is not kept."


def keep_draft(actor: Actor, key: str, body: str) -> None:
    """Keep what was typed in the field ``key``; an empty text forgets it. Raises DraftTooLong."""
    require(actor.person_id > 0)
    if len(body) > BODY_LIMIT:
        raise DraftTooLong
    if not body.strip():
        return forget_draft(actor, key)
    draft = find_draft(actor, key)
    if draft is None:
        db.session.add(Draft(person_id=actor.person_id, key=key, body=body))
    else:
        draft.body, draft.saved_at = body, clock.now()
    db.session.flush()
    return None


def forget_draft(actor: Actor, key: str) -> None:
    """The text was sent, or given up."""
    require(actor.person_id > 0)
    db.session.execute(sa.delete(Draft).where(Draft.person_id == actor.person_id, Draft.key == key))
