"""Where a trainee stood before the portal: recorded and corrected by the office."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.association.positions.forms import PositionForm
from app.association.positions.services import take_over_position
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor
from app.trainees.brought_forward.policies import can_record_position
from app.trainees.brought_forward.queries import list_positions
from app.trainees.models import Enrolment
from app.trainees.queries import get_enrolment

bp = Blueprint("positions", __name__)


@bp.get("/association/trainees/<uuid:enrolment_uuid>/brought-forward/new")
def new_position(enrolment_uuid: UUID) -> str:
    """The form; it starts from what was recorded before."""
    enrolment = _get_recordable(enrolment_uuid)
    form = PositionForm().offer(enrolment.version.stages)
    if rows := list_positions(current_actor(), enrolment):
        form.start_from(rows[0].position)
    return _render(enrolment, form)


@bp.post("/association/trainees/<uuid:enrolment_uuid>/brought-forward")
def create_position(enrolment_uuid: UUID) -> ResponseReturnValue:
    """Record it, or the correction of an earlier one."""
    enrolment = _get_recordable(enrolment_uuid)
    stages = enrolment.version.stages
    form = PositionForm().offer(stages)
    try:
        if form.validate_on_submit():
            take_over_position(current_actor(), enrolment, form.read(stages))
            flash("Recorded. It counts once the supervisor has confirmed it.", "success")
            return redirect(url_for("association.show_trainee", enrolment_uuid=enrolment_uuid))
    except DomainError as error:
        form.show(error)
    return _render(enrolment, form), 422


def _get_recordable(enrolment_uuid: UUID) -> Enrolment:
    enrolment = get_enrolment(current_actor(), enrolment_uuid)
    require(can_record_position(current_actor(), enrolment))
    return enrolment


def _render(enrolment: Enrolment, form: PositionForm) -> str:
    return render_template("association/positions/new.html", enrolment=enrolment, form=form)
