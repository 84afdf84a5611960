"""Watching films, seeing their stills, and learning how far they are."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
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

PAGE = "/clips"
"""Where a clip's page stands; it belongs to the feature that shows the most of it."""


@bp.post("/clips/<uuid:clip_uuid>/viewings")
def create_viewing(clip_uuid: UUID) -> ResponseReturnValue:
    """Open a film: browsers come back to its page, scripts are told where its bytes are."""
    clip = queries.get_clip(current_actor(), clip_uuid)
    viewing = start_viewing(current_actor(), clip)
    if accepts_page():
        return redirect(f"{PAGE}/{clip_uuid}?viewing={viewing.uuid}", 303)
    return "", 201, {"Location": url_for(".show_film", viewing_uuid=viewing.uuid)}


@bp.get("/viewings/<uuid:viewing_uuid>")
def show_viewing(viewing_uuid: UUID) -> ResponseReturnValue:
    """Whether the film may still play (204), and which copy of it plays now; 404 is a no."""
    film = playback.get_film(current_actor(), viewing_uuid)
    return "", 204, {"Film-Version": film.etag}


@bp.get("/viewings/<uuid:viewing_uuid>/film")
def show_film(viewing_uuid: UUID) -> Response:
    """Bytes of the film."""
    return send_film(playback.get_film(current_actor(), viewing_uuid), viewing_uuid)


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
    share = measure_progress(current_actor(), clip_uuid)
    clip = queries.get_clip(current_actor(), clip_uuid)
    mine = can_retry(current_actor(), clip)
    return render_template("clips/_state.html", clip=clip, share=share, can_retry=mine)


@bp.post("/clips/<uuid:clip_uuid>/retry")
def create_retry(clip_uuid: UUID) -> ResponseReturnValue:
    """Have a film that failed prepared once more."""
    retry_processing(current_actor(), queries.get_clip(current_actor(), clip_uuid))
    return redirect(f"{PAGE}/{clip_uuid}", 303)
