"""The page on which a film that was made of a board is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template, request

from app.clips.edited_films.models import EditedFilm, Rendering
from app.clips.edited_films.rendering.queries import (
    find_ready,
    list_audience,
    list_source_clips,
)
from app.clips.edited_films.rendering.state import read_state
from app.clips.edited_films.screenings.queries import get_screening
from app.clips.frames.queries import list_frames
from app.clips.models import Clip
from app.core.errors import NotFound
from app.extensions import current_actor


@dataclass(frozen=True, slots=True)
class Stretch:
    """One passage of the film as its page lists it: what it shows, and where in which film that stands (for a card None)."""

    entry: dict[str, Any]
    clip: Clip | None = None
    source_ms: int = 0
    source_end_ms: int = 0

    @property
    def source_s(self) -> str:
        """Where it begins in its source, in seconds, as the address of a place in a film carries it."""
        return f"{self.source_ms / 1000:.3f}"


def get_ready(film: EditedFilm) -> Rendering:
    """The film that was made of this board, if the reader may see every film in it. Raises NotFound."""
    rendering = find_ready(current_actor(), film)
    if rendering is None:
        raise NotFound
    return rendering


def render_film(film: EditedFilm) -> str:
    """The page with player, passages and sources; ``?screening=`` is one that has begun. Raises NotFound."""
    actor, rendering = current_actor(), get_ready(film)
    screening_uuid = request.args.get("screening", type=UUID)
    if screening_uuid is not None:
        get_screening(actor, screening_uuid)
    return render_template(
        "clips/edited_films/film.html",
        film=film,
        rendering=rendering,
        screening_uuid=screening_uuid,
        stretches=list_stretches(rendering),
        audience=list_audience(actor, film),
        state=read_state(actor, film),
    )


def list_stretches(rendering: Rendering) -> Sequence[Stretch]:
    """Every passage of the film in order."""
    actor = current_actor()
    clips = {str(clip.uuid): clip for clip in list_source_clips(actor, rendering)}
    frames = list_frames(actor, [clip.id for clip in clips.values()])
    stretches = []
    for entry in rendering.timeline:
        clip = clips.get(entry["clip"] or "")
        if clip is None or clip.id not in frames:
            stretches.append(Stretch(entry))
            continue
        edges = (frames[clip.id].start_ms(entry[edge]) for edge in ("start_frame", "end_frame"))
        stretches.append(Stretch(entry, clip, *edges))
    return stretches
