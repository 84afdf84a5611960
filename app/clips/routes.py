"""Watching films, seeing their stills, and learning how far they are."""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clips import queries
from app.clips.models import RenditionKind
from app.clips.playback import queries as playback
from app.clips.playback.answers import send_film, send_stored
from app.clips.playback.services import start_viewing
from app.clips.policies import can_retry
from app.clips.processing.services import retry_processing
from app.clips.progress import measure_progress
from app.extensions import accepts_page, current_actor

bp = Blueprint("clips", __name__)

BYTES = "application/octet-stream"

PAGE = "/clips"
"""Where a clip's page stands; it belongs to the feature that shows the most of it."""


@bp.post("/clips/<uuid:clip_uuid>/viewings")
def create_viewing(clip_uuid: UUID) -> ResponseReturnValue:
    """Open a film: browsers come back to its page, scripts are told where its bytes are."""
    clip = queries.get_clip(current_actor(), clip_uuid)
    viewing = start_viewing(current_actor(), clip)
    if accepts_page():
        return redirect(_find_way_back(clip_uuid, viewing.uuid), 303)
    return "", 201, {"Location": url_for(".show_film", viewing_uuid=viewing.uuid)}


@bp.get("/viewings/<uuid:viewing_uuid>")
def show_viewing(viewing_uuid: UUID) -> ResponseReturnValue:
    """Whether the film may still play (204), and which copy of it plays now; 404 is a no. ``?copy=low`` as for the film."""
    film = playback.get_film(current_actor(), viewing_uuid, low=_is_line_weak())
    return "", 204, {"Film-Version": film.etag}


@bp.get("/viewings/<uuid:viewing_uuid>/film")
def show_film(viewing_uuid: UUID) -> Response:
    """Bytes of the film; ``?copy=low`` for a weak line those of the low copy, where there is one."""
    ask = partial(playback.get_film, viewing_uuid=viewing_uuid, low=_is_line_weak())
    return send_film(ask(current_actor()), ask)


@bp.get("/viewings/<uuid:viewing_uuid>/frames")
def show_frames(viewing_uuid: UUID) -> ResponseReturnValue:
    """How long each frame of the review copy is shown, as `FrameIndex.encode` writes it; 404 while there is none."""
    frames = playback.get_frames(current_actor(), viewing_uuid)
    return Response(frames.encode(), mimetype=BYTES, headers={"Cache-Control": "no-store"})


@bp.get("/viewings/<uuid:viewing_uuid>/waveform")
def show_waveform(viewing_uuid: UUID) -> Response:
    """How loud the film is, as `Waveform.encode` writes it; 404 where it has no sound, or none is drawn yet."""
    return send_stored(playback.get_waveform(current_actor(), viewing_uuid))


@bp.get("/clips/<uuid:clip_uuid>/poster")
def show_poster(clip_uuid: UUID) -> Response:
    """One still of the film."""
    return send_stored(playback.get_picture(current_actor(), clip_uuid, RenditionKind.POSTER))


@bp.get("/clips/<uuid:clip_uuid>/filmstrip")
def show_filmstrip(clip_uuid: UUID) -> Response:
    """Stills at even times, in one picture."""
    return send_stored(playback.get_picture(current_actor(), clip_uuid, RenditionKind.FILMSTRIP))


@bp.get("/clips/<uuid:clip_uuid>/state")
def show_state(clip_uuid: UUID) -> str:
    """How far the film is, as a part of a page."""
    progress = measure_progress(current_actor(), clip_uuid)
    clip = queries.get_clip(current_actor(), clip_uuid)
    mine = can_retry(current_actor(), clip)
    return render_template("clips/_state.html", clip=clip, progress=progress, can_retry=mine)


@bp.post("/clips/<uuid:clip_uuid>/retry")
def create_retry(clip_uuid: UUID) -> ResponseReturnValue:
    """Have a film that failed prepared once more."""
    retry_processing(current_actor(), queries.get_clip(current_actor(), clip_uuid))
    return redirect(f"{PAGE}/{clip_uuid}", 303)


def _is_line_weak() -> bool:
    return request.args.get("copy") == "low"


def _find_way_back(clip_uuid: UUID, viewing_uuid: UUID) -> str:
    """Where a browser goes on that opened a film without a script: the page about films that it came from."""
    came_from = urlsplit(request.referrer or "")
    here = f"{PAGE}/{clip_uuid}"
    was_asked_first = (
        came_from.path == request.path
    )  # who they are, in between: that is no page to come back to
    is_ours = came_from.netloc == request.host and came_from.path.startswith(f"{PAGE}/")
    is_film_page = is_ours and not was_asked_first
    page, query = (came_from.path, parse_qs(came_from.query)) if is_film_page else (here, {})
    return f"{page}?{urlencode(query | {'viewing': [str(viewing_uuid)]}, doseq=True)}"
