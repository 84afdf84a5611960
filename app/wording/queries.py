"""What is on record already."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.core.actor import Actor
from app.extensions import db
from app.wording.identifying_words import Category
from app.wording.models import KeptWords


def list_known(actor: Actor, kind: str, subject_id: UUID | None) -> Sequence[tuple[Category, str]]:
    """What this person kept before in this thing, by category and masked; nothing where the thing has no uuid."""
    if subject_id is None:
        return []
    found = db.session.execute(
        sa.select(KeptWords.category, KeptWords.excerpt).where(
            KeptWords.person_id == actor.person_id,
            KeptWords.kind == kind,
            KeptWords.subject_id == subject_id,
        )
    )
    return [(category, excerpt) for category, excerpt in found]
