"""What families read and sign, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.organisations.models import ConsentWording
from app.organisations.wordings.policies import can_publish_wording, can_read_wordings


def find_in_force(actor: Actor, organisation_id: int | None) -> ConsentWording | None:
    """The newest wording of an organisation; where it has none, or with None, the association's."""
    require(can_read_wordings(actor))
    whose = sa.or_(
        ConsentWording.organisation_id == organisation_id, ConsentWording.organisation_id.is_(None)
    )
    return db.session.scalar(
        sa.select(ConsentWording)
        .where(whose)
        .order_by(ConsentWording.organisation_id.is_(None), ConsentWording.id.desc())
        .limit(1)
    )


def list_in_force(actor: Actor, organisation_ids: Collection[int]) -> Mapping[int, ConsentWording]:
    """Organisation id -> what its families sign now: its newest own wording, else the association's."""
    require(can_read_wordings(actor))
    newest = (
        sa.select(sa.func.max(ConsentWording.id))
        .where(
            sa.or_(
                ConsentWording.organisation_id.in_(organisation_ids),
                ConsentWording.organisation_id.is_(None),
            )
        )
        .group_by(ConsentWording.organisation_id)
    )
    found = db.session.scalars(sa.select(ConsentWording).where(ConsentWording.id.in_(newest)))
    by_owner = {wording.organisation_id: wording for wording in found}
    those = {key: by_owner.get(key) or by_owner.get(None) for key in organisation_ids}
    return {key: wording for key, wording in those.items() if wording is not None}


def find_own(actor: Actor, organisation_id: int | None) -> ConsentWording | None:
    """The newest wording of this organisation's own, or with None of the association's."""
    require(can_read_wordings(actor))
    return db.session.scalar(_of(organisation_id).order_by(ConsentWording.id.desc()).limit(1))


def page_wordings(actor: Actor, organisation_id: int | None, page: int = 1) -> Page[ConsentWording]:
    """Every version of an organisation's own wording, or with None of the association's, newest first."""
    require(can_publish_wording(actor))
    newest_first = (
        _of(organisation_id)
        .order_by(ConsentWording.id.desc())
        .options(joinedload(ConsentWording.published_by))
    )
    found = read_page(db.session(), newest_first, count_rows(_of(organisation_id)), page)
    return found.build(itemgetter(0))


def get_wording(actor: Actor, uuid: UUID) -> ConsentWording:
    """One version with its organisation, in force or earlier. Raises NotFound."""
    require(can_read_wordings(actor))
    found = db.session.scalar(
        sa.select(ConsentWording)
        .where(ConsentWording.uuid == uuid)
        .options(joinedload(ConsentWording.organisation))
    )
    if found is None:
        raise NotFound
    return found


def count_versions(actor: Actor, organisation_id: int | None, year: int) -> int:
    """How many versions of one wording were numbered in this year."""
    require(can_read_wordings(actor))
    those = _of(organisation_id).where(ConsentWording.version.startswith(f"{year}-"))
    return db.session.scalar(count_rows(those)) or 0


def _of(organisation_id: int | None) -> sa.Select[ConsentWording]:
    is_own = (
        ConsentWording.organisation_id.is_(None)
        if organisation_id is None
        else ConsentWording.organisation_id == organisation_id
    )
    return sa.select(ConsentWording).where(is_own)
