"""The sheet of stills for a family: chosen, and taken."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.clips.edited_films.models import EditedFilm
from app.clips.edited_films.queries import get_edited_film
from app.core import clock
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor, current_settings, release_connection
from app.retention.exports.sheets.drawing import draw_sheet
from app.retention.exports.sheets.forms import SheetForm
from app.retention.exports.sheets.policies import can_take_sheet
from app.retention.exports.sheets.queries import find_obstacle, list_sheet_moments
from app.retention.exports.sheets.services import ChosenMoment, choose_stills

bp = Blueprint("sheets", __name__)


@bp.get("/edited-films/<uuid:edited_film_uuid>/sheet")
def show_sheet(edited_film_uuid: UUID) -> str:
    """Choose the stills; or why they stay in the portal."""
    return _render(_get_film(edited_film_uuid))


@bp.post("/edited-films/<uuid:edited_film_uuid>/sheet")
def create_sheet(edited_film_uuid: UUID) -> ResponseReturnValue:
    """The sheet as a PDF, drawn after the transaction."""
    film = _get_film(edited_film_uuid)
    form = SheetForm().offer(list_sheet_moments(current_actor(), film))
    try:
        chosen = choose_stills(current_actor(), film, form.read_stills()) if form.validate() else ()
    except DomainError as error:
        form.show_or_raise(error)
        chosen = ()
    return _send(chosen, film.title, form) if chosen else (_render(film, form), 422)


def _send(chosen: Sequence[ChosenMoment], title: str, form: SheetForm) -> Response:
    sentence = (form.sentence.data or "").strip()
    release_connection()
    association, today = current_settings().association_name, clock.today()
    pdf = draw_sheet(chosen, title=title, sentence=sentence, association=association, on=today)
    kept = {
        "Content-Disposition": 'attachment; filename="moments.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(pdf, content_type="application/pdf", headers=kept)


def _get_film(uuid: UUID) -> EditedFilm:
    film = get_edited_film(current_actor(), uuid)
    require(can_take_sheet(current_actor(), film.client))
    return film


def _render(film: EditedFilm, form: SheetForm | None = None) -> str:
    actor = current_actor()
    moments = list_sheet_moments(actor, film)
    everything = [str(still.uuid) for moment in moments for still in moment.stills]
    clip_ids = {moment.part.clip_id for moment in moments if moment.part.clip_id is not None}
    return render_template(
        "retention/sheets/show.html",
        film=film,
        client=film.client,
        moments=moments,
        obstacle=find_obstacle(actor, film.client, clip_ids),
        waiting=sum(moment.waiting for moment in moments),
        form=form or SheetForm(formdata=None, stills=everything).offer(moments),
    )
