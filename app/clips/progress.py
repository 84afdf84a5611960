"""How far a film is on its way, as one share."""

from __future__ import annotations

from uuid import UUID

from app.clips.films import film_store
from app.clips.processing.queries import find_prepared_share, find_upload_order
from app.core.actor import Actor
from app.extensions import release_connection
from app.storage.errors import FilmMissing


def measure_progress(actor: Actor, clip_uuid: UUID) -> float | None:
    """The share of a film that has arrived, or once it has, of its preparation: from 0 to 1.

    None where nothing is going on, or for people the film is not shared with. Gives the connection back while it
    looks at what has arrived.
    """
    order = find_upload_order(actor, clip_uuid)
    if order is None:
        return find_prepared_share(actor, clip_uuid)
    release_connection()
    try:
        arrived = film_store().estimate_length(order.storage_key)
    except FilmMissing:  # no byte has arrived yet
        arrived = 0
    return min(1.0, arrived / order.length)
