"""Having films prepared: asked for, done by the worker, given up in words, tried again."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from app.audit.services import record_event
from app.clips.films import StorageResting, workroom
from app.clips.media.temporary_films import temporary_film
from app.clips.models import Clip, ClipState, RenditionKind
from app.clips.policies import can_prepare, can_retry
from app.clips.processing.asking import ask_for
from app.clips.processing.leftovers import delete_leftovers
from app.clips.processing.orders import LIGHTEN_CLIP, PROCESS_CLIP
from app.clips.processing.preparation import copy_for_review, lighten_film, open_film
from app.clips.processing.queries import find_clip, find_order, list_uncounted
from app.clips.processing.workbench import Workbench
from app.core.actor import Actor
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.jobs.work import Work
from app.storage.errors import StorageFull, StorageUnavailable

CAUGHT_UP_AT_ONCE = 50


class NothingToRetry(Conflict):
    """The film did not fail, or somebody asked for another try a moment ago."""

    title = "This film is being looked after"
    message = "It is being prepared, or is ready already. Reload the page to see how far it is."


def queue_processing(actor: Actor, clip: Clip) -> None:
    """The film has arrived whole: have it prepared. Its ORIGINAL rendition is part of the same transaction."""
    require(can_prepare(actor, clip))
    clip.state, clip.failure = ClipState.PROCESSING, None
    ask_for(clip, PROCESS_CLIP)


def retry_processing(actor: Actor, clip: Clip) -> None:
    """Prepare a film that failed once more, from the original that was kept. Raises NothingToRetry."""
    require(can_retry(actor, clip))
    failed = sa.update(Clip).where(Clip.id == clip.id, Clip.state == ClipState.FAILED)
    taken = db.session.scalar(failed.values(state=ClipState.PROCESSING).returning(Clip.id))
    if taken is None:
        raise NothingToRetry
    db.session.refresh(clip)
    queue_processing(actor, clip)
    record_event(actor, "clip.retried", "clip", clip.uuid)


def process_clip(actor: Actor, work: Work) -> None:
    """Open the film of the job: what it is, a still, and where browsers can play it, the film.

    This and the two that follow may be killed at any point and run again: what a lost attempt stored is deleted. Each
    raises a DomainError in words for the owner where the film is the reason, anything else where another try may help.
    """
    require(actor.is_system)
    _work_on_film(actor, work, open_film, RenditionKind.ORIGINAL, unless=RenditionKind.REVIEW)


def review_clip(actor: Actor, work: Work) -> None:
    """Make the review copy of the film of the job, and all that belongs to it."""
    require(actor.is_system)
    _work_on_film(actor, work, copy_for_review, RenditionKind.ORIGINAL, unless=RenditionKind.REVIEW)


def lighten_clip(actor: Actor, work: Work) -> None:
    """Make of the review copy what is wanted beside it, once the film is ready."""
    require(actor.is_system)
    _work_on_film(actor, work, lighten_film, RenditionKind.REVIEW, unless=RenditionKind.LOW)


def catch_up(actor: Actor) -> None:
    """Have the frames counted, and the light copies made, of films that were ready before there were any; some at a time."""
    require(actor.is_system)
    for clip in list_uncounted(actor, CAUGHT_UP_AT_ONCE):
        ask_for(clip, LIGHTEN_CLIP)


def give_up(actor: Actor, clip_id: int, words: str) -> None:
    """The film will not be prepared by itself any more: say why, keep the original."""
    require(actor.is_system)
    clip = find_clip(actor, clip_id)
    if clip is not None:
        clip.state, clip.failure = ClipState.FAILED, words


def _work_on_film(
    actor: Actor,
    work: Work,
    make: Callable[[Workbench], None],
    source: RenditionKind,
    *,
    unless: RenditionKind,
) -> None:
    with work.step():
        order = find_order(actor, work.arguments["clip_id"], source, unless=unless)
    if order is None:
        return
    delete_leftovers(actor, order.clip_uuid)
    try:
        with temporary_film(workroom()) as film:
            make(Workbench(work, order, film))
    except (StorageFull, StorageUnavailable) as error:
        raise StorageResting from error
