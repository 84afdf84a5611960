"""Files on their way in, read by whoever brought them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.clips.annotations.imports.models import AnnotationImport
from app.clips.annotations.imports.policies import can_bring_in
from app.clips.models import Clip
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.frameworks.models import Principle, PrincipleItem, Vocabulary


def get_import(actor: Actor, clip: Clip, import_uuid: UUID) -> AnnotationImport:
    """A file for a film that the actor studies. Raises NotFound, for everybody but its trainee."""
    found = db.session.scalar(
        sa.select(AnnotationImport).where(
            AnnotationImport.uuid == import_uuid, AnnotationImport.clip_id == clip.id
        )
    )
    if found is None or not can_bring_in(actor, clip):
        raise NotFound
    return found


def find_last_import(actor: Actor, clip: Clip) -> AnnotationImport | None:
    """What was brought in last and still stands; None for everybody but the trainee."""
    if not can_bring_in(actor, clip):
        return None
    return db.session.scalar(
        sa.select(AnnotationImport)
        .where(
            AnnotationImport.clip_id == clip.id,
            AnnotationImport.confirmed_at.is_not(None),
            AnnotationImport.undone_at.is_(None),
        )
        .order_by(AnnotationImport.confirmed_at.desc(), AnnotationImport.id.desc())
        .limit(1)
    )


def list_terms(actor: Actor) -> Mapping[UUID, tuple[Principle, PrincipleItem | None]]:
    """Principles and items by uuid, of every version that was published: the words of the association are no secret."""
    if actor.person_id <= 0:
        return {}
    published = (
        sa.select(Principle)
        .join(Vocabulary, Vocabulary.id == Principle.vocabulary_id)
        .where(Vocabulary.published_at.is_not(None))
        .options(selectinload(Principle.items))
    )
    principles = db.session.scalars(published).all()
    items = {item.uuid: (one, item) for one in principles for item in one.items}
    return {**{one.uuid: (one, None) for one in principles}, **items}
