"""Films that can be cut, boards of them, and what was made of those."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from app.accounts.models import Person
from app.cases.models import Cycle, FilmKind
from app.clips.edited_films.models import (
    EditedFilm,
    FilmPart,
    Rendering,
    RenderingSource,
    RenderingState,
    Screening,
    Visit,
)
from app.clips.edited_films.rendering.services import ask_for_rendering
from app.clips.edited_films.visits.services import LASTS
from app.clips.films import film_store
from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.media.probe import probe_film, read_frames
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from app.clips.models import Clip, RenditionKind
from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from tests.factories.clips import make_clip, seal, store_bytes
from tests.factories.edited_films import make_chosen_moment, make_edited_film


def make_film_to_cut(
    path: Path, cycle: Cycle | None = None, *, kind: FilmKind = FilmKind.INTERACTION
) -> Clip:
    """A ready clip whose review copy is made of this film, with the times of its frames."""
    clip = make_clip(cycle, kind=kind)
    with path.open("rb") as source, temporary_film(Path(tempfile.gettempdir())) as copy:
        probe = probe_film(source.fileno())
        made = make_review_copy(source.fileno(), copy, probe, lambda _share: None)
        frames = read_frames(copy)
        content = Path(f"/proc/self/fd/{copy}").read_bytes()
    db.session.execute(sa.delete(FrameTimes).where(FrameTimes.clip_id == clip.id))
    db.session.add(FrameTimes(clip_id=clip.id, count=frames.count, packed=frames.pack()))
    clip.width, clip.height, clip.duration_ms = made.width, made.height, made.duration_ms
    seal(clip, RenditionKind.REVIEW, content)
    return clip


def make_board(clip: Clip, *others: Clip, words: str = "") -> EditedFilm:
    """A board with ten frames of each of these films of one client."""
    moments = [make_chosen_moment(each, 5, 15, words) for each in (clip, *others)]
    return make_edited_film(clip.cycle.client, *moments)


def ask(film: EditedFilm) -> Rendering:
    """The owner has the film of the board made; nothing is carried out yet."""
    rendering = ask_for_rendering(Actor(film.client.enrolment.person_id), film)
    db.session.commit()
    return rendering


def make_rendering(film: EditedFilm, content: bytes = b"a film of moments") -> Rendering:
    """A film that was made of this board, of bytes that nobody decodes."""
    parts = db.session.scalars(
        sa.select(FilmPart).filter_by(edited_film_id=film.id).order_by(FilmPart.position)
    ).all()
    frames = FrameIndex.from_durations([40_000] * 10 * len(parts))
    rendering = Rendering(
        edited_film=film,
        recipe="0" * 64,
        state=RenderingState.READY,
        size_bytes=len(content),
        duration_ms=frames.start_ms(frames.count),
        frames=frames.pack(),
        timeline=[_trace(part, 10 * place) for place, part in enumerate(parts)],
        finished_at=clock.now(),
    )
    db.session.add(rendering)
    db.session.flush()
    rendering.storage_key, rendering.poster_key = (
        f"{rendering.folder}/{name}/{uuid4()}" for name in ("rendered", "poster")
    )
    store_bytes(rendering.storage_key, content)
    store_bytes(rendering.poster_key, b"a still")
    for clip_id in {part.clip_id for part in parts if part.clip_id is not None}:
        db.session.add(RenderingSource(rendering_id=rendering.id, clip_id=clip_id))
    db.session.commit()
    return rendering


def list_stored(rendering: Rendering) -> set[str]:
    """Every key that the store holds for this rendering."""
    return {film.name for film in film_store().list_films(rendering.folder)}


def _trace(part: FilmPart, first: int) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "words": part.words,
        "from_frame": first,
        "to_frame": first + 10,
        "from_ms": 40 * first,
        "to_ms": 40 * (first + 10),
        "part": str(part.uuid),
        "clip": str(part.clip.uuid) if part.clip else None,
        "start_frame": part.start_frame,
        "end_frame": part.end_frame,
    }


def make_visit(rendering: Rendering, person: Person) -> Visit:
    """A copy that this person took along an hour ago, whether or not they might now; their organisation lets films leave."""
    film = rendering.edited_film
    assert film is not None
    assert film.client.organisation is not None
    film.client.organisation.films_may_leave = True
    taken_at = clock.now() - timedelta(hours=1)
    visit = Visit(
        rendering=rendering, person_id=person.id, taken_at=taken_at, until_at=taken_at + LASTS
    )
    db.session.add(visit)
    db.session.commit()
    return visit


def make_screening(rendering: Rendering, person: Person) -> Screening:
    """A screening that began before, whether or not the person may watch now."""
    screening = Screening(rendering=rendering, person_id=person.id)
    db.session.add(screening)
    db.session.commit()
    return screening
