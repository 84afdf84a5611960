"""A database that was restored from before an erasure still has the film: it is erased again before anything is served."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from uuid import UUID

from app.clips.keeping.orders import ERASE_CLIP, name_erasure
from app.clips.models import ErasureOrder
from app.core.actor import Actor
from app.core.database import empty_log, writing
from app.core.policy import require
from app.extensions import current_settings, db, unit_of_reading, unit_of_work
from app.jobs.services import INSERTS, enqueue_job
from app.retention import queries
from app.retention.idleness import FilmBusy
from app.retention.ledger import deletion_ledger
from app.retention.policies import can_erase
from app.retention.services import destroy_film, forget_film
from app.storage.errors import StorageUnavailable

logger = logging.getLogger(__name__)

AT_ONCE = 500


def replay_deletions(actor: Actor) -> int:
    """Erase again what the ledger says was erased and the database still shows; returns how many films that were.

    Each of them is invisible, with its words, before the first one is touched. Where one cannot be erased at once the
    worker does it. Cheap where there is nothing to do: the names of the ledger are compared with the database. Raises
    StorageUnavailable where the ledger cannot be read: then nothing may be served.
    """
    require(can_erase(actor))
    with _one_at_a_time():
        reappeared = [
            clip
            for portion in _cut(deletion_ledger().list_films())
            for clip in _hide(actor, portion)
        ]
        for clip_id, clip_uuid in reappeared:
            _erase_again(actor, clip_id)
            empty_log(db.engine.engine)
            logger.warning("Erased again after a restore: film %s", clip_uuid)
    return len(reappeared)


def _hide(actor: Actor, portion: list[UUID]) -> list[tuple[int, UUID]]:
    with unit_of_reading():
        if not queries.list_reappeared(actor, portion):
            return []
    with writing(), unit_of_work():
        reappeared = list(queries.list_reappeared(actor, portion))
        for clip_id, clip_uuid in reappeared:
            _order_again(clip_id, clip_uuid)
    return reappeared


def _order_again(clip_id: int, clip_uuid: UUID) -> None:
    """A hold of the older database changes nothing: the film was erased."""
    deletion = deletion_ledger().find(clip_uuid)
    if deletion is None:
        return
    insert = INSERTS[db.session.get_bind().dialect.name]
    values = {"clip_id": clip_id, "reason": deletion.reason, "ordered_at": deletion.ordered_at}
    db.session.execute(insert(ErasureOrder).values(**values).on_conflict_do_nothing())
    enqueue_job(ERASE_CLIP, {"clip_id": clip_id}, unique_key=name_erasure(clip_uuid))


def _erase_again(actor: Actor, clip_id: int) -> None:
    with unit_of_reading():
        film = queries.find_film_to_erase(actor, clip_id)
    if film is None:
        return
    try:
        destroy_film(actor, film)
    except (FilmBusy, StorageUnavailable):
        logger.warning("The worker goes on with film %s", film.deletion.clip_uuid)
        return
    with writing(), unit_of_work():
        forget_film(actor, film)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Several processes of this machine start together: the first works, the others find nothing left to do."""
    path = current_settings().data_dir / "locks" / "replay"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _cut(uuids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(uuids)
    while portion := list(islice(rest, AT_ONCE)):
        yield portion
