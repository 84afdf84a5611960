"""Nobody may write a byte of a film once its bytes are removed: whoever still does is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from app.clips.uploads.errors import SentElsewhere
from app.clips.uploads.writing_turn import take_turn
from app.core.actor import Actor
from app.extensions import current_settings, release_connection
from app.retention.orders import FilmToErase
from app.retention.queries import is_being_cut, is_being_prepared

PATIENCE_S = 2.0
"""How long an upload's turn is waited for at once; the job comes back for it."""


class FilmBusy(Exception):
    """Somebody still writes this film. They stop at their next step, and the erasure is tried again."""


@contextmanager
def holding_still(actor: Actor, film: FilmToErase) -> Iterator[None]:
    """Hold the turns of the film's uploads while its bytes go. Raises FilmBusy.

    The order stands before anybody looks here: whoever takes up the film later is refused by it, so that it is enough
    to wait for those who were at it before.
    """
    deletion = film.deletion
    if is_being_prepared(actor, deletion.clip_uuid) or is_being_cut(
        actor, deletion.rendering_uuids
    ):
        raise FilmBusy
    release_connection()
    with ExitStack() as turns:
        try:
            for upload_uuid in film.upload_uuids:
                turns.enter_context(
                    take_turn(current_settings().data_dir / "locks", upload_uuid, PATIENCE_S)
                )
        except SentElsewhere as error:
            raise FilmBusy from error
        yield
