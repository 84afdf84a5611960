"""Having films prepared: asked for, done by the worker, given up in words, tried again."""

from __future__ import annotations

import sqlalchemy as sa

from app.audit.services import record_event
from app.clips.films import workroom
from app.clips.media.temporary_films import temporary_film
from app.clips.models import Clip, ClipState
from app.clips.policies import can_prepare, can_retry
from app.clips.processing.leftovers import delete_leftovers
from app.clips.processing.orders import PROCESS_CLIP, name_processing
from app.clips.processing.preparation import Preparation
from app.clips.processing.queries import find_clip, find_order
from app.core.actor import Actor
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job
from app.jobs.work import Work
from app.storage.errors import StorageFull, StorageUnavailable


class NothingToRetry(Conflict):
    """The film did not fail, or somebody asked for another try a moment ago."""

    title = "This film is being looked after"
    message = "It is being prepared, or is ready already. Reload the page to see how far it is."


class StorageResting(Exception):
    """The storage is full or out of reach. That says nothing about the film: the job is worth another attempt."""


def queue_processing(actor: Actor, clip: Clip) -> None:
    """The film has arrived whole: have it prepared. Its ORIGINAL rendition is part of the same transaction."""
    require(can_prepare(actor, clip))
    clip.state, clip.failure = ClipState.PROCESSING, None
    enqueue_job(PROCESS_CLIP, {"clip_id": clip.id}, unique_key=name_processing(clip.uuid))


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
    """Prepare the film of the job. May be killed at any point and run again: what a lost attempt stored is deleted.

    Raises a DomainError in words for the owner where the film is the reason, anything else where another try may help.
    """
    require(actor.is_system)
    with work.step():
        order = find_order(actor, work.arguments["clip_id"])
    if order is None:
        return
    delete_leftovers(actor, order.clip_uuid)
    try:
        with temporary_film(workroom()) as source:
            Preparation(work, order, source).run()
    except (StorageFull, StorageUnavailable) as error:
        raise StorageResting from error
    delete_leftovers(actor, order.clip_uuid)


def give_up(actor: Actor, clip_id: int, words: str) -> None:
    """The film will not be prepared by itself any more: say why, keep the original."""
    require(actor.is_system)
    clip = find_clip(actor, clip_id)
    if clip is not None:
        clip.state, clip.failure = ClipState.FAILED, words
