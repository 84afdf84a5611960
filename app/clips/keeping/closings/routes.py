"""Closing a case, and the record of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.cases.closings.errors import CaseClosed
from app.cases.closings.policies import can_close
from app.cases.closings.queries import find_closing, get_closing
from app.cases.closings.services import reopen_case
from app.cases.models import Client
from app.cases.queries import get_client
from app.clips.keeping.closings import pages
from app.clips.keeping.closings.films import NextReviewFilm
from app.clips.keeping.closings.forms import ClosingForm
from app.clips.keeping.closings.queries import (
    list_decisions,
    list_films,
    list_films_for_next_review,
)
from app.clips.keeping.closings.services import close_with_decisions, record_taking
from app.clips.keeping.views import FilmKeeping, build_keepings
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("closings", __name__)


@bp.app_template_global()
def keep_films_of(client: Client) -> Sequence[FilmKeeping]:
    """How long each film of a client stays, for pages of features that know no films."""
    films = list_films(current_actor(), client)
    return list(build_keepings(current_actor(), films).values())


@bp.app_template_global()
def films_for_next_review(client: Client) -> Sequence[NextReviewFilm]:
    """Which films of a client the next stage review may need, for pages of features that know no films."""
    return list_films_for_next_review(current_actor(), client)


@bp.get("/clients/<uuid:client_uuid>/closing")
def new_closing(client_uuid: UUID) -> str:
    """Decide for each film, and close the case."""
    client = _get_open_client(client_uuid)
    film_forms = pages.build_film_forms(client)
    return pages.render_closing(client, pages.build_closing_form(), film_forms)


@bp.post("/clients/<uuid:client_uuid>/closing")
def create_closing(client_uuid: UUID) -> ResponseReturnValue:
    """Say what will happen, and then do it."""
    client, form = _get_open_client(client_uuid), ClosingForm()
    film_forms = pages.read_film_forms(client)
    try:
        if pages.check_forms(client, form, film_forms):
            if not form.is_confirmed:
                return pages.render_confirmation(client, form, film_forms)
            decisions, day = [one.read() for one in film_forms], filled(form.closed_on)
            closing = close_with_decisions(current_actor(), client, day, decisions)
            return redirect(url_for(".show_closing", closing_uuid=closing.uuid))
    except DomainError as error:
        form.show(error)
    return pages.render_closing(client, form, film_forms), 422


@bp.post("/clients/<uuid:client_uuid>/reopening")
def create_reopening(client_uuid: UUID) -> ResponseReturnValue:
    """The work goes on."""
    client = get_client(current_actor(), client_uuid)
    reopen_case(current_actor(), client)
    flash("The case is open again. Films that are still here stay.", "success")
    return redirect(url_for("cases.show_client", client_uuid=client.uuid))


@bp.get("/closings/<uuid:closing_uuid>")
def show_closing(closing_uuid: UUID) -> str:
    """What was decided when a case was closed."""
    closing = get_closing(current_actor(), closing_uuid)
    decisions = list_decisions(current_actor(), closing)
    return render_template(
        "clips/keeping/closings/show.html",
        closing=closing,
        lines=[pages.describe_decision(decision) for decision in decisions],
    )


@bp.post("/closings/<uuid:closing_uuid>/record")
def create_record(closing_uuid: UUID) -> Response:
    """The same as a PDF."""
    closing = get_closing(current_actor(), closing_uuid)
    record_taking(current_actor(), closing)
    return pages.answer_record(closing)


def _get_open_client(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_close(current_actor(), client))
    if find_closing(current_actor(), client) is not None:
        raise CaseClosed
    return client
