"""A film for a visit without signal: prepared here, opened where there is no portal."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.edited_films.presenting.steps import list_steps
from app.clips.edited_films.queries import get_edited_film
from app.clips.edited_films.screenings.pages import get_ready
from app.clips.edited_films.visits import queries
from app.clips.edited_films.visits.policies import can_take_along
from app.clips.edited_films.visits.services import LASTS, end_visit, take_along
from app.clips.playback.answers import send_film
from app.core.policy import require
from app.extensions import accepts_page, current_actor

bp = Blueprint("visits", __name__)


@bp.get("/edited-films/<uuid:edited_film_uuid>/visits/new")
def new_visit(edited_film_uuid: UUID) -> str:
    """Prepare the film for a visit: a PIN, and the copy."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    rendering = get_ready(film)
    require(can_take_along(current_actor(), rendering))
    return render_template(
        "clips/edited_films/visits/new.html",
        film=film,
        steps=list_steps(rendering),
        rendering=rendering,
        may_leave=queries.may_leave(current_actor(), rendering),
        is_held=queries.is_held(current_actor(), rendering),
    )


@bp.post("/edited-films/<uuid:edited_film_uuid>/visits")
def create_visit(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Allow this browser a sealed copy for a day. A page without a script cannot seal one: it goes back."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    rendering = get_ready(film)
    require(can_take_along(current_actor(), rendering))
    if accepts_page():
        return redirect(url_for(".new_visit", edited_film_uuid=film.uuid), 303)
    visit = take_along(current_actor(), rendering, request.form.get("rendering", ""))
    where = {"Location": url_for(".show_film", visit_uuid=visit.uuid)}
    return "", 201, {**where, "Visit-Until": visit.until_at.isoformat()}


@bp.get("/visits/<uuid:visit_uuid>")
def show_visit(visit_uuid: UUID) -> ResponseReturnValue:
    """Whether the copy may still be kept (204); 404 is a no."""
    queries.get_visit(current_actor(), visit_uuid)
    return "", 204


@bp.get("/visits/<uuid:visit_uuid>/film")
def show_film(visit_uuid: UUID) -> Response:
    """Bytes of the film, for the browser to seal."""
    ask = partial(queries.get_film, visit_uuid=visit_uuid)
    return send_film(ask(current_actor()), ask)


@bp.post("/visits/<uuid:visit_uuid>/ending")
def create_ending(visit_uuid: UUID) -> ResponseReturnValue:
    """The browser removed its copy."""
    end_visit(current_actor(), queries.get_visit(current_actor(), visit_uuid))
    return "", 204


@bp.get("/visits/kept")
def show_kept() -> str:
    """The page that opens a copy where there is no portal. It tells nothing of anybody: the browser keeps it."""
    hours = int(LASTS.total_seconds()) // 3600
    nobody = {"current_person": None, "is_kept_in_browser": True}  # not even what waits to be said
    return render_template("clips/edited_films/visits/kept.html", hours=hours, **nobody)


@bp.get("/visits/worker.js")
def show_worker() -> Response:
    """The script that hands out that page without signal; a browser lets it answer for addresses below its own."""
    return current_app.send_static_file("js/visit_worker.js")
