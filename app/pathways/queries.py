"""Pathways, read."""

from __future__ import annotations

import sqlalchemy as sa

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
