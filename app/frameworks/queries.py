"""The principles as they are offered, and as they stood when something was tagged."""

from __future__ import annotations

from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.frameworks.models import Principle, Vocabulary
from app.frameworks.policies import can_edit_vocabulary

_with_items = selectinload(Vocabulary.principles).selectinload(Principle.items)


def find_vocabulary() -> Vocabulary | None:
    """The latest published version with its principles and items: what is offered for new tags, to everybody."""
    return db.session.scalar(
        sa.select(Vocabulary)
        .where(Vocabulary.published_at.is_not(None))
        .order_by(Vocabulary.number.desc())
        .limit(1)
        .options(_with_items)
    )


def get_version(actor: Actor, vocabulary_uuid: UUID) -> Vocabulary:
    """One version with its principles and items, for the office. Raises NotFound."""
    require(can_edit_vocabulary(actor))
    version = db.session.scalar(
        sa.select(Vocabulary).where(Vocabulary.uuid == vocabulary_uuid).options(_with_items)
    )
    if version is None:
        raise NotFound
    return version


def find_draft(actor: Actor) -> Vocabulary | None:
    """The version that is being worded, if there is one."""
    require(can_edit_vocabulary(actor))
    return db.session.scalar(sa.select(Vocabulary).where(Vocabulary.published_at.is_(None)))


def find_version_before(actor: Actor, version: Vocabulary) -> Vocabulary | None:
    """The published version that this one follows."""
    require(can_edit_vocabulary(actor))
    return db.session.scalar(
        sa.select(Vocabulary)
        .where(Vocabulary.number < version.number, Vocabulary.published_at.is_not(None))
        .order_by(Vocabulary.number.desc())
        .limit(1)
        .options(_with_items)
    )


def page_versions(actor: Actor, page: int = 1) -> Page[Vocabulary]:
    """The published versions, the latest first, without what they say."""
    require(can_edit_vocabulary(actor))
    those = sa.select(Vocabulary).where(Vocabulary.published_at.is_not(None))
    latest_first = those.order_by(Vocabulary.number.desc())
    return read_page(db.session(), latest_first, count_rows(those), page).build(itemgetter(0))
