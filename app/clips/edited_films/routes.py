"""The boards of a client: begun, looked at, named, taken away."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.cases.family_words.queries import are_words_open
from app.cases.models import Client
from app.clips.edited_films import pages, queries, services
from app.clips.edited_films.models import EditedFilm
from app.clips.edited_films.pages import Typed
from app.clips.edited_films.policies import can_edit
from app.core.pagination import Page
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("edited_films", __name__)


@bp.app_template_global()
def edited_films_of(client: Client) -> Page[queries.BoardLine] | None:
    """The latest edited films of a client, for the page about them; None while its boards are closed to whoever asks."""
    if not are_words_open(current_actor(), client):
        return None
    return queries.list_edited_films(current_actor(), client)


@bp.get("/clients/<uuid:client_uuid>/edited-films")
def index_edited_films(client_uuid: UUID) -> str:
    """The edited films of one client."""
    return pages.render_index(_get_client(client_uuid))


@bp.post("/clients/<uuid:client_uuid>/edited-films")
def create_edited_film(client_uuid: UUID) -> ResponseReturnValue:
    """Begin a board."""
    client = _get_own_client(client_uuid)
    form = pages.read_new_form(client)
    if not form.validate():
        return pages.render_index(client, form), 422
    film = services.begin_film(
        current_actor(),
        client,
        uuid=form.get_uuid(),
        title=form.cleaned_title,
        cycle=pages.read_cycle(client, form),
    )
    return redirect(url_for(".show_edited_film", edited_film_uuid=film.uuid), 303)


@bp.get("/edited-films/<uuid:edited_film_uuid>")
def show_edited_film(edited_film_uuid: UUID) -> str:
    """The board; ``?page=`` is that of the moments beside it."""
    return pages.render_board(queries.get_edited_film(current_actor(), edited_film_uuid))


@bp.post("/edited-films/<uuid:edited_film_uuid>")
def update_edited_film(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Give it another title, or say for which cycle it is made."""
    film = _get_own_film(edited_film_uuid)
    form = pages.read_name_form(film)
    if not form.validate():
        return pages.render_board(film, Typed(form)), 422
    cycle = pages.read_cycle(film.client, form)
    services.rename_film(current_actor(), film, title=form.cleaned_title, cycle=cycle)
    flash("The film has its new title.", "success")
    return redirect(url_for(".show_edited_film", edited_film_uuid=film.uuid), 303)


@bp.post("/edited-films/<uuid:edited_film_uuid>/removal")
def create_removal(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Take the board away."""
    film = _get_own_film(edited_film_uuid)
    client_uuid = film.client.uuid
    services.remove_film(current_actor(), film)
    flash("The edited film is removed. Its moments are where they were.", "success")
    return redirect(url_for(".index_edited_films", client_uuid=client_uuid), 303)


def _get_client(uuid: UUID) -> Client:
    """The client, while the words on boards of them are open to whoever asks. Raises NotFound."""
    return queries.get_client(current_actor(), uuid)


def _get_own_client(uuid: UUID) -> Client:
    client = _get_client(uuid)
    require(can_edit(current_actor(), client))
    return client


def _get_own_film(uuid: UUID) -> EditedFilm:
    film = queries.get_edited_film(current_actor(), uuid)
    require(can_edit(current_actor(), film.client))
    return film
