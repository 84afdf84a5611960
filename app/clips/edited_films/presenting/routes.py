"""Showing an edited film to the people it is for."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from app.clips.edited_films.presenting.steps import list_steps
from app.clips.edited_films.queries import get_edited_film
from app.clips.edited_films.screenings.pages import get_ready
from app.extensions import current_actor

bp = Blueprint("presenting", __name__)


@bp.get("/edited-films/<uuid:edited_film_uuid>/presentation")
def show_presentation(edited_film_uuid: UUID) -> str:
    """The film for a shared review: nothing else on the page, one part after the other."""
    film = get_edited_film(current_actor(), edited_film_uuid)
    steps = list_steps(get_ready(film))
    return render_template("clips/edited_films/presenting/show.html", film=film, steps=steps)
