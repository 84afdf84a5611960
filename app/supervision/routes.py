"""Supervision sessions: recorded by one, confirmed by the other."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.errors import DomainError
from app.core.forms import Choice, filled
from app.core.policy import require
from app.extensions import current_actor
from app.supervision import queries, services
from app.supervision.forms import RefusalForm, SessionForm
from app.supervision.models import Mode
from app.supervision.policies import can_answer_session, can_record_session
from app.trainees.models import Enrolment
from app.trainees.queries import find_own_enrolment, get_enrolment

bp = Blueprint("supervision", __name__)


@bp.get("/sessions")
def index_sessions() -> str:
    """All sessions of one's own training and of one's trainees; those that wait for one's word first."""
    actor = current_actor()
    return render_template(
        "supervision/index.html",
        waiting=queries.list_sessions_to_answer(actor),
        page=queries.list_sessions(actor, request.args.get("page", 1, type=int)),
    )


@bp.get("/sessions/new")
def choose_trainee() -> ResponseReturnValue:
    """Whose session it was: asked only where there are several to choose from."""
    enrolments = list(queries.list_supervised_enrolments(current_actor()))
    own = find_own_enrolment(current_actor())
    choices = [*([own] if own else []), *enrolments]
    if len(choices) == 1:
        return redirect(url_for(".new_session", enrolment_uuid=choices[0].uuid))
    return render_template("supervision/choose.html", enrolments=choices)


@bp.get("/trainees/<uuid:enrolment_uuid>/sessions/new")
def new_session(enrolment_uuid: UUID) -> str:
    """The empty form for a session with this trainee."""
    enrolment = _get_recordable(enrolment_uuid)
    return render_template("supervision/new.html", form=_build_form(enrolment), enrolment=enrolment)


@bp.post("/trainees/<uuid:enrolment_uuid>/sessions")
def create_session(enrolment_uuid: UUID) -> ResponseReturnValue:
    """Record a session; what was typed stays where something is not right."""
    enrolment = _get_recordable(enrolment_uuid)
    form = _build_form(enrolment)
    try:
        if form.validate_on_submit():
            record = _read_record(form, enrolment)
            session = services.record_session(current_actor(), enrolment, record)
            flash("Recorded. Its minutes count as soon as the other of you confirms.", "success")
            return redirect(url_for(".show_session", session_uuid=session.uuid))
    except DomainError as error:
        form.show(error)
    return render_template("supervision/new.html", form=form, enrolment=enrolment), 422


@bp.get("/sessions/<uuid:session_uuid>")
def show_session(session_uuid: UUID) -> str:
    """One session, its answer, and the buttons for whoever has to answer."""
    return _render_session(queries.get_session(current_actor(), session_uuid), RefusalForm())


@bp.post("/sessions/<uuid:session_uuid>/confirmation")
def create_confirmation(session_uuid: UUID) -> ResponseReturnValue:
    """Stand behind the other person's record."""
    actor = current_actor()
    services.confirm_session(actor, queries.get_session(actor, session_uuid).session)
    flash("Confirmed. The minutes count from now on.", "success")
    return redirect(url_for(".show_session", session_uuid=session_uuid))


@bp.post("/sessions/<uuid:session_uuid>/refusal")
def create_refusal(session_uuid: UUID) -> ResponseReturnValue:
    """Send the record back with what should be different."""
    row = queries.get_session(current_actor(), session_uuid)
    require(can_answer_session(current_actor(), row.session))
    form = RefusalForm()
    if form.validate_on_submit():
        services.refuse_session(current_actor(), row.session, filled(form.reason))
        flash("Sent back. A corrected record can be made at any time.", "success")
        return redirect(url_for(".show_session", session_uuid=session_uuid))
    return _render_session(row, form), 422


def _get_recordable(enrolment_uuid: UUID) -> Enrolment:
    enrolment = get_enrolment(current_actor(), enrolment_uuid)
    require(can_record_session(current_actor(), enrolment))
    return enrolment


def _build_form(enrolment: Enrolment) -> SessionForm:
    form = SessionForm()
    cycles = queries.list_cycles_to_bring(current_actor(), enrolment)
    form.cycles.choices = [
        Choice(str(cycle.uuid), f"{cycle.client.code}, cycle {cycle.number}") for cycle in cycles
    ]
    return form


def _read_record(form: SessionForm, enrolment: Enrolment) -> services.SessionRecord:
    chosen = set(form.cycles.data or [])
    cycles = queries.list_cycles_to_bring(current_actor(), enrolment)
    return services.SessionRecord(
        held_on=filled(form.held_on),
        minutes=filled(form.minutes),
        mode=Mode(form.mode.data),
        note=form.note.data or "",
        cycles=[cycle for cycle in cycles if str(cycle.uuid) in chosen],
    )


def _render_session(row: queries.SessionRow, form: RefusalForm) -> str:
    return render_template(
        "supervision/show.html",
        row=row,
        form=form,
        can_answer=row.is_waiting and can_answer_session(current_actor(), row.session),
    )
