"""Pathways, read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.core.errors import NotFound
from app.extensions import db
from app.pathways.models import Pathway, PathwayVersion


def find_pathway(slug: str) -> Pathway | None:
    """The pathway with this short name."""
    return db.session.scalar(sa.select(Pathway).where(Pathway.slug == slug))


def get_default_version() -> PathwayVersion:
    """The newest version of the pathway that new trainees register under. Raises NotFound before seeding."""
    version = db.session.scalar(
        sa.select(PathwayVersion)
        .join(PathwayVersion.pathway)
        .where(Pathway.is_default)
        .order_by(PathwayVersion.number.desc())
        .limit(1)
    )
    if version is None:
        raise NotFound("No pathway is set up yet. Run `flask prepare-association` once.")
    return version


def list_versions() -> Sequence[PathwayVersion]:
    """Every published version, the default pathway first, the newest of each first."""
    return db.session.scalars(
        sa.select(PathwayVersion)
        .join(PathwayVersion.pathway)
        .options(contains_eager(PathwayVersion.pathway))
        .order_by(Pathway.is_default.desc(), Pathway.name, PathwayVersion.number.desc())
    ).all()


def get_version(uuid: UUID) -> PathwayVersion:
    """One published version. Raises NotFound."""
    version = db.session.scalar(sa.select(PathwayVersion).where(PathwayVersion.uuid == uuid))
    if version is None:
        raise NotFound
    return version
