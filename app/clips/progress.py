"""How far a film is on its way: what has arrived of it, or how far its preparation is."""

from __future__ import annotations

from uuid import UUID

from app.clips.films import film_store
from app.clips.processing.orders import REVIEW_CLIP
from app.clips.processing.queries import SHARES, find_preparation, find_upload_order
from app.clips.waiting import FilmProgress, describe_job
from app.core.actor import Actor
from app.extensions import release_connection
from app.storage.errors import FilmMissing


def measure_progress(actor: Actor, clip_uuid: UUID) -> FilmProgress:
    """What has arrived of a film, or once all has, how far its preparation is.

    Nothing of it for people the film is not shared with. Gives the connection back while it looks at what has arrived.
    """
    order = find_upload_order(actor, clip_uuid)
    if order is None:
        job = find_preparation(actor, clip_uuid)
        if job is None:
            return FilmProgress()
        return describe_job(job, SHARES[job.name], is_even=job.name == REVIEW_CLIP)
    release_connection()
    try:
        arrived = film_store().estimate_length(order.storage_key)
    except FilmMissing:  # no byte has arrived yet
        arrived = 0
    return FilmProgress(min(1.0, arrived / order.length))
