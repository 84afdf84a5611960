"""Having the film of a board made, and how far it is."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clips.edited_films.models import EditedFilm, RenderingState
from app.clips.edited_films.queries import get_edited_film
from app.clips.edited_films.rendering import queries
from app.clips.edited_films.rendering.services import ask_for_rendering
from app.clips.edited_films.rendering.state import FilmState, read_state
from app.clips.playback.answers import send_stored
from app.extensions import current_actor

bp = Blueprint("renderings", __name__)


@bp.app_template_global()
def rendering_of(film: EditedFilm) -> FilmState:
    """How the film of a board stands, for the page that shows the board."""
    return read_state(current_actor(), film)


@bp.get("/edited-films/<uuid:edited_film_uuid>/rendering")
def show_state(edited_film_uuid: UUID) -> str:
    """How far the film of a board is, as a part of a page."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    return render_template("clips/edited_films/_rendering_state.html", state=rendering_of(film))


@bp.post("/edited-films/<uuid:edited_film_uuid>/renderings")
def create_rendering(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Have the film of this board made; the very same is not made twice."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    rendering = ask_for_rendering(current_actor(), film)
    if rendering.state is RenderingState.READY:
        flash("The film is up to date already.", "success")
    else:
        flash("The film is being made. You can go on with something else meanwhile.", "success")
    return redirect(url_for("edited_films.show_edited_film", edited_film_uuid=film.uuid), 303)


@bp.get("/renderings/<uuid:rendering_uuid>")
def show_rendering(rendering_uuid: UUID) -> ResponseReturnValue:
    """Whether a film that was made may still be shown (204), its still included; 404 is a no."""
    queries.get_rendering(current_actor(), rendering_uuid)
    return "", 204


@bp.get("/renderings/<uuid:rendering_uuid>/poster")
def show_poster(rendering_uuid: UUID) -> Response:
    """One still of a film that was made of a board."""
    return send_stored(queries.get_poster(current_actor(), rendering_uuid))
