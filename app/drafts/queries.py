"""Unsent text, read."""

from __future__ import annotations

import sqlalchemy as sa

from app.core.actor import Actor
from app.drafts.models import Draft
from app.extensions import db


def find_draft(actor: Actor, key: str) -> Draft | None:
    """The person's own unsent text of one field."""
    return db.session.scalar(
        sa.select(Draft).where(Draft.person_id == actor.person_id, Draft.key == key)
    )
