"""The edited film of the small association: three moments and a card, as they are shown in a shared review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind, Repeat
from app.clips.stills.choosing import choose_frames
from app.clips.stills.models import Still
from app.demonstration.moments import FRAME_MS, MOMENTS
from app.demonstration.scene import Scene

TITLE = "When somebody waits"
QUESTION = "What did you do just before the small one came closer?"
ORDER = (
    (3, "To and fro, four times", Repeat.NONE),
    (0, "", Repeat.STILL),
    (2, "Closer", Repeat.SLOW),
)
"""Which moments, the strongest first, with what stands over them."""


def add_board(
    scene: Scene, client_id: int, cycle_id: int, clip_id: int, moment_ids: Sequence[int], day: date
) -> None:
    """A board of the moments of one film, with a card before the last."""
    film_id = scene.ledger.add(
        EditedFilm,
        uuid=scene.make_uuid(),
        client_id=client_id,
        cycle_id=cycle_id,
        title=TITLE,
        created_at=scene.at(day),
        changed_at=scene.at(day),
    )
    for position, (number, words, repeat) in zip((1, 2, 4), ORDER, strict=True):
        start_ms, end_ms, *_ = MOMENTS[number]
        stretch = {"start_frame": start_ms // FRAME_MS, "end_frame": end_ms // FRAME_MS}
        source = {"clip_id": clip_id, "moment_id": moment_ids[number]}
        shown = {"words": words, "repeat": repeat, "seconds": 4}
        _add_part(scene, film_id, position, kind=PartKind.MOMENT, **source, **stretch, **shown)
    _add_part(scene, film_id, 3, kind=PartKind.CARD, words=QUESTION, seconds=8)


def add_stills(scene: Scene, clip_id: int, at_most: int, day: date) -> None:
    """What shows the first moments of a film, to be drawn by the worker."""
    for start_ms, end_ms, *_ in MOMENTS[:at_most]:
        for frame in choose_frames(start_ms // FRAME_MS, end_ms // FRAME_MS):
            scene.ledger.add(
                Still,
                uuid=scene.make_uuid(),
                clip_id=clip_id,
                frame=frame,
                at_ms=frame * FRAME_MS,
                is_kept=False,
                storage_key=None,
                created_at=scene.at(day),
            )


def _add_part(scene: Scene, film_id: int, position: int, **values: object) -> None:
    nothing = dict.fromkeys(("clip_id", "moment_id", "start_frame", "end_frame"))
    row = {**nothing, "repeat": Repeat.NONE, **values}
    scene.ledger.add(
        FilmPart, uuid=scene.make_uuid(), edited_film_id=film_id, position=position, **row
    )
