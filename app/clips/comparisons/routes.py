"""Two films side by side."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, render_template, request

from app.clips.comparisons.queries import list_companions
from app.clips.models import Clip
from app.clips.playback.services import NOT_YET
from app.clips.policies import can_watch
from app.clips.queries import find_posters, get_clip
from app.clips.showings.policies import can_see_showings
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("comparisons", __name__)


@bp.get("/clips/<uuid:clip_uuid>/comparison")
def show_comparison(clip_uuid: UUID) -> str:
    """A film beside the one that ``?beside=`` names; without it the films to choose from."""
    clip = get_clip(current_actor(), clip_uuid)
    require(can_watch(current_actor(), clip), NOT_YET)
    companions = list_companions(current_actor(), clip)
    shared = {"clip": clip, "knows_client": can_see_showings(current_actor(), clip)}
    beside = request.args.get("beside", type=UUID)
    if beside is None:
        posters = find_posters([film.id for film in companions])
        return render_template(
            "clips/comparisons/choose.html", companions=companions, posters=posters, **shared
        )
    films = (clip, _choose(companions, beside))
    return render_template("clips/comparisons/show.html", films=films, **shared)


def _choose(companions: Sequence[Clip], clip_uuid: UUID) -> Clip:
    for companion in companions:
        if companion.uuid == clip_uuid:
            return companion
    raise NotFound
