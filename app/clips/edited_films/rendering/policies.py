"""Who sees a rendering: whoever sees every film it is made from, now."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.policies import can_work_with
from app.clips.edited_films.models import EditedFilm, Rendering, RenderingSource
from app.clips.models import Clip
from app.clips.policies import talk_visible_to
from app.core.actor import Actor


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Renderings the actor may see now: the trainee's own and their supervisor's trainee's, under the consents, holds and
    orders of every film they are made from. None while films are closed to the actor."""
    if actor.is_system:
        return sa.true()
    if actor.films_closed_until is not None:
        return sa.false()
    seen = sa.exists().where(Clip.id == RenderingSource.clip_id, talk_visible_to(actor))
    sources = sa.exists().where(RenderingSource.rendering_id == Rendering.id)
    hidden = sources.where(~seen.correlate(RenderingSource))
    return sources.correlate(Rendering) & ~hidden.correlate(Rendering)


def can_render(actor: Actor, film: EditedFilm) -> bool:
    """Films are made by the trainee whose board it is."""
    return can_work_with(actor, film.client)


def can_screen(actor: Actor, rendering: Rendering) -> bool:
    """Whoever sees a rendering may watch it, as a person: its owner is told who did."""
    return rendering.storage_key is not None and not actor.is_system


def can_see_audience(actor: Actor, film: EditedFilm) -> bool:
    """Everyone who watched is named to the owner, and to nobody else."""
    return can_render(actor, film)


def can_remove(actor: Actor) -> bool:
    """What is stored of renderings is removed by the worker alone."""
    return actor.is_system
