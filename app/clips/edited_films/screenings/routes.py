"""Watching a film that was made of a board: the same addresses as a film's viewing has, under rules of its own."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clips.edited_films.queries import get_edited_film
from app.clips.edited_films.screenings import pages, queries
from app.clips.edited_films.screenings.services import start_screening
from app.clips.playback.answers import send_film
from app.extensions import accepts_page, current_actor

bp = Blueprint("screenings", __name__)

BYTES = "application/octet-stream"


@bp.get("/edited-films/<uuid:edited_film_uuid>/film")
def show_edited_film(edited_film_uuid: UUID) -> str:
    """The film made of a board, with what each second of it is from; ``?screening=`` has begun already."""
    return pages.render_film(get_edited_film(current_actor(), edited_film_uuid))


@bp.post("/edited-films/<uuid:edited_film_uuid>/screenings")
def create_screening(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Open the film: browsers come back to its page, scripts are told where its bytes are."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    rendering = pages.get_ready(film)
    screening = start_screening(current_actor(), rendering)
    if accepts_page():
        page = url_for(".show_edited_film", edited_film_uuid=film.uuid, screening=screening.uuid)
        return redirect(page, 303)
    return "", 201, {"Location": url_for(".show_film", screening_uuid=screening.uuid)}


@bp.get("/screenings/<uuid:screening_uuid>")
def show_screening(screening_uuid: UUID) -> ResponseReturnValue:
    """Whether the film may still play (204), and which bytes are it; 404 is a no."""
    film = queries.get_film(current_actor(), screening_uuid)
    return "", 204, {"Film-Version": film.etag}


@bp.get("/screenings/<uuid:screening_uuid>/film")
def show_film(screening_uuid: UUID) -> Response:
    """Bytes of the film."""
    ask = partial(queries.get_film, screening_uuid=screening_uuid)
    return send_film(ask(current_actor()), ask)


@bp.get("/screenings/<uuid:screening_uuid>/frames")
def show_frames(screening_uuid: UUID) -> ResponseReturnValue:
    """How long each of its frames is shown, as `FrameIndex.encode` writes it."""
    frames = queries.get_frames(current_actor(), screening_uuid)
    return Response(frames.encode(), mimetype=BYTES, headers={"Cache-Control": "no-store"})
