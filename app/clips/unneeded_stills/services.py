"""Stills that nobody kept and nothing shows any more. Stills know nothing of moments and boards; this knows all three."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.edited_films.models import FilmPart
from app.clips.moments.models import Moment
from app.clips.stills.models import Still
from app.clips.stills.policies import can_draw
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def forget_unneeded(actor: Actor) -> None:
    """Forget them; their sealed bytes lose their names here, and are swept. Needed is what somebody kept, and each frame
    that `choose_frames` names of a moment or of a part of a film."""
    require(can_draw(actor))
    unneeded = sa.delete(Still).where(
        Still.is_kept.is_(False), ~_shown_by(Moment), ~_shown_by(FilmPart)
    )
    db.session.execute(unneeded.execution_options(synchronize_session=False))


def _shown_by(stretch: type[Moment] | type[FilmPart]) -> sa.ColumnElement[bool]:
    first, end = stretch.start_frame, stretch.end_frame
    chosen = Still.frame.in_([first, (first + end) // 2, end - 1])
    return sa.exists().where(stretch.clip_id == Still.clip_id, chosen).correlate(Still)
