"""Having an edited film rendered: asked for, begun by the worker, given up in words, and removed again."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from app.audit.services import record_event
from app.clips.edited_films.models import (
    EditedFilm,
    Rendering,
    RenderingSource,
    RenderingState,
    Screening,
    Visit,
)
from app.clips.edited_films.rendering import queries
from app.clips.edited_films.rendering.orders import (
    REMOVE_RENDERING,
    RENDER_FILM,
    RenderingOrder,
    name_removal,
    name_rendering,
)
from app.clips.edited_films.rendering.planning import list_clip_ids, plan_film
from app.clips.edited_films.rendering.policies import can_remove, can_render
from app.clips.films import film_store
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db, release_connection
from app.jobs.models import JobState, Priority
from app.jobs.queries import list_unfinished_jobs
from app.jobs.services import enqueue_job
from app.jobs.work import Work


class RenderingBusy(Exception):
    """A worker is still at it. It stops at its next step, and the removal is tried again."""


def ask_for_rendering(actor: Actor, film: EditedFilm) -> Rendering:
    """Have the film of this board made, unless the very same was made or asked for already: then that one is answered.

    One that was asked for earlier and is not ready gives way. Raises NothingToRender, FilmTooLong, SourceClosed and
    SourceNotReady.
    """
    require(can_render(actor, film))
    lock_row(db.session(), film)
    recipe = plan_film(actor, film, locked=True)
    standing = queries.list_standing(actor, film)
    ready = [each for each in standing if each.state is RenderingState.READY]
    replaced = ready[:-1]
    same = [
        each
        for each in standing
        if each.recipe == recipe.digest and each.is_wanted and each not in replaced
    ]
    for other in standing:
        if other.state is not RenderingState.READY and other not in same:
            _let_go(other)
    if same:
        return same[-1]
    rendering = Rendering(edited_film=film, recipe=recipe.digest)
    db.session.add(rendering)
    db.session.flush()
    _add_sources(rendering, list_clip_ids(recipe))
    owner_id = film.client.enrolment.person_id
    enqueue_job(
        RENDER_FILM,
        {"rendering_id": rendering.id},
        unique_key=name_rendering(rendering.uuid),
        fair_key=str(owner_id),
        priority=Priority.LATER,
    )
    record_event(actor, "rendering.asked", "edited_film", film.uuid, about=owner_id)
    return rendering


def begin_rendering(actor: Actor, rendering_id: int) -> RenderingOrder | None:
    """Take the board as it stands now: the film that comes out is of this moment. None where nothing is to be made.

    Raises what `plan_film` raises, asked in the name of whoever's work it is.
    """
    require(actor.is_system)
    rendering = queries.find_waiting(actor, rendering_id)
    if rendering is None or rendering.edited_film is None:
        return None
    owner_id = rendering.edited_film.client.enrolment.person_id
    recipe = plan_film(Actor(owner_id), rendering.edited_film, locked=True)
    rendering.recipe, rendering.timeline = recipe.digest, recipe.list_timeline()
    _add_sources(rendering, list_clip_ids(recipe))
    return RenderingOrder(rendering.id, rendering.uuid, owner_id, recipe)


def give_up(actor: Actor, rendering_id: int, words: str) -> None:
    """The film will not be made by itself any more: say why."""
    require(actor.is_system)
    rendering = queries.find_waiting(actor, rendering_id)
    if rendering is not None:
        rendering.state, rendering.failure = RenderingState.FAILED, words


def keep_newest(actor: Actor, newest: Rendering) -> None:
    """Let every earlier rendering of the board give way to this one; what somebody is showing waits for its end."""
    require(actor.is_system)
    if newest.edited_film is None:
        return
    for earlier in queries.list_standing(actor, newest.edited_film):
        if earlier.id < newest.id and earlier.state is not RenderingState.READY:
            _let_go(earlier)
    let_replaced_go(actor)


def let_replaced_go(actor: Actor) -> None:
    """Films that were made again go once nobody is showing them, or has them along, any more."""
    require(can_remove(actor))
    for rendering in queries.list_replaced(actor):
        _let_go(rendering)


def forget_renderings(actor: Actor, film: EditedFilm) -> None:
    """The board goes: nobody sees a film made of it from this transaction on, and a job removes what is stored of each."""
    require(can_render(actor, film))
    renderings = db.session.scalars(
        sa.select(Rendering).where(Rendering.edited_film_id == film.id)
    ).all()
    for rendering in renderings:
        rendering.edited_film = None
        _let_go(rendering)
    db.session.flush()


def remove_rendering(actor: Actor, work: Work) -> None:
    """Remove keys and bytes of the rendering of the job. May be killed at any point and run again. Raises RenderingBusy.

    That it was, and who watched it, stays beside its board; without one, nothing stays.
    """
    require(can_remove(actor))
    rendering = queries.find_removed(actor, work.arguments["rendering_id"])
    if rendering is None:
        return
    folder, is_busy = rendering.folder, is_being_made(actor, rendering)
    release_connection()
    if is_busy:
        raise RenderingBusy
    film_store().delete_all(folder)
    with work.step(last=True):
        rendering = queries.find_removed(actor, work.arguments["rendering_id"])
        if rendering is not None:
            forget_rendering(actor, rendering)


def is_being_made(actor: Actor, rendering: Rendering) -> bool:
    """Whether a worker holds it just now, or did and its lease has not been taken up by another."""
    require(can_remove(actor))
    jobs = list_unfinished_jobs([name_rendering(rendering.uuid)])
    return any(job.state is JobState.RUNNING for job in jobs)


def forget_rendering(actor: Actor, rendering: Rendering) -> None:
    """Nothing is stored of it any more, so nothing names what was; harmless when repeated."""
    require(can_remove(actor))
    db.session.execute(
        sa.delete(RenderingSource).where(RenderingSource.rendering_id == rendering.id)
    )
    if rendering.edited_film_id is not None:
        rendering.become_empty()
        return
    for kind in (Screening, Visit):
        db.session.execute(sa.delete(kind).where(kind.rendering_id == rendering.id))
    db.session.execute(sa.delete(Rendering).where(Rendering.id == rendering.id))


def _let_go(rendering: Rendering) -> None:
    rendering.give_way()
    enqueue_job(
        REMOVE_RENDERING,
        {"rendering_id": rendering.id},
        unique_key=name_removal(rendering.uuid),
    )


def _add_sources(rendering: Rendering, clip_ids: Collection[int]) -> None:
    """Beside those that are known: bytes of an attempt that died may hold another film than those of the next."""
    known = set(
        db.session.scalars(
            sa.select(RenderingSource.clip_id).where(RenderingSource.rendering_id == rendering.id)
        )
    )
    for clip_id in clip_ids:
        if clip_id not in known:
            db.session.add(RenderingSource(rendering_id=rendering.id, clip_id=clip_id))
    db.session.flush()
