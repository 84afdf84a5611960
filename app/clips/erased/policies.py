"""Which films are gone, or as good as gone."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.models import Clip, ErasureOrder


def erasure_ordered() -> sa.ColumnElement[bool]:
    """Clips that nobody sends, prepares or sees any more; for a query that selects from ``Clip``."""
    return sa.exists().where(ErasureOrder.clip_id == Clip.id).correlate(Clip)
