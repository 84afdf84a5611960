"""Where somebody stood before the portal: seen by those concerned, answered by the supervisor."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor
from app.trainees.brought_forward import queries, services
from app.trainees.brought_forward.forms import PositionRefusalForm
from app.trainees.brought_forward.policies import can_answer_position, can_record_position
from app.trainees.policies import owns

bp = Blueprint("brought_forward", __name__)


@bp.get("/brought-forward/<uuid:position_uuid>")
def show_position(position_uuid: UUID) -> str:
    """One position and its answer, with the buttons for whoever has to answer."""
    return _render(queries.get_position(current_actor(), position_uuid), PositionRefusalForm())


@bp.post("/brought-forward/<uuid:position_uuid>/confirmation")
def create_confirmation(position_uuid: UUID) -> ResponseReturnValue:
    """Stand behind it."""
    actor = current_actor()
    services.confirm_position(actor, queries.get_position(actor, position_uuid).position)
    flash("Confirmed. It counts from now on, and is shown apart from what follows.", "success")
    return redirect(url_for(".show_position", position_uuid=position_uuid))


@bp.post("/brought-forward/<uuid:position_uuid>/refusal")
def create_refusal(position_uuid: UUID) -> ResponseReturnValue:
    """Send it back to the office with what should be different."""
    actor = current_actor()
    row = queries.get_position(actor, position_uuid)
    require(can_answer_position(actor, row.position.enrolment))
    form = PositionRefusalForm()
    if form.validate_on_submit():
        services.refuse_position(actor, row.position, filled(form.reason))
        flash("Sent back. The office reads your words and corrects the position.", "success")
        return redirect(url_for(".show_position", position_uuid=position_uuid))
    return _render(row, form), 422


def _render(row: queries.PositionRow, form: PositionRefusalForm) -> str:
    actor, enrolment = current_actor(), row.position.enrolment
    return render_template(
        "trainees/brought_forward/show.html",
        row=row,
        form=form,
        is_own=owns(actor, enrolment),
        can_answer=row.is_waiting and can_answer_position(actor, enrolment),
        can_correct=row.is_latest and can_record_position(actor, enrolment),
    )
