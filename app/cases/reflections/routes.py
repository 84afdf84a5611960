"""What a trainee thinks about a cycle: saved while they type, shared when they say so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.allocations.queries import find_supervisor
from app.cases.family_words.queries import are_words_open
from app.cases.models import Cycle
from app.cases.queries import get_cycle
from app.cases.reflections import queries, services
from app.cases.reflections.boxes import Box, join_texts, name_version
from app.cases.reflections.forms import open_form
from app.cases.reflections.policies import can_reflect
from app.core.forms import BaseForm
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("reflections", __name__, url_prefix="/cycles/<uuid:cycle_uuid>/reflections")

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("")
def index_reflections(cycle_uuid: UUID) -> str:
    """One's own boxes, or what a trainee shares of theirs."""
    cycle = get_cycle(current_actor(), cycle_uuid)
    if not can_reflect(current_actor(), cycle):
        return _render_shared(cycle)
    boxes = queries.list_boxes(current_actor(), cycle)
    return _render_own(cycle, boxes, open_form(boxes))


@bp.post("")
def create_reflections(cycle_uuid: UUID) -> ResponseReturnValue:
    """Save every box; with ``share``, let the supervisor read them too."""
    cycle = _get_cycle(cycle_uuid)
    boxes = queries.list_boxes(current_actor(), cycle)
    form = open_form(boxes)
    if not form.validate() or not _keep_all(cycle, boxes, form):
        return _render_own(cycle, boxes, form), 422
    is_shared = "share" in request.form and services.share_reflections(current_actor(), cycle)
    flash("Saved and shared." if is_shared else "Saved.", "success")
    return redirect(url_for(".index_reflections", cycle_uuid=cycle.uuid), 303)


@bp.put("/<uuid:prompt_uuid>")
def update_reflection(cycle_uuid: UUID, prompt_uuid: UUID) -> ResponseReturnValue:
    """Save one box while somebody types. ``If-Match`` names the text they write on; 409 gives back the other window's."""
    actor, cycle = current_actor(), _get_cycle(cycle_uuid)
    box = queries.get_box(actor, cycle, prompt_uuid)
    body, version = request.get_data(as_text=True), request.headers.get("If-Match", "").strip('"')
    services.check_answered(actor, cycle, body)
    try:
        kept = services.keep_reflection(actor, cycle, box.prompt, body, version)
    except services.WrittenElsewhere as error:
        return error.stored, 409, PLAIN | _name(error.stored)
    return "", 204, _name(kept.body)


@bp.post("/sharing/removal")
def create_sharing_removal(cycle_uuid: UUID) -> ResponseReturnValue:
    """Keep it all to oneself again."""
    cycle = _get_cycle(cycle_uuid)
    services.unshare_reflections(current_actor(), cycle)
    flash("Only you can read this now.", "success")
    return redirect(url_for(".index_reflections", cycle_uuid=cycle.uuid), 303)


def _get_cycle(uuid: UUID) -> Cycle:
    """The cycle, for whoever reflects on it."""
    cycle = get_cycle(current_actor(), uuid)
    require(can_reflect(current_actor(), cycle))
    return cycle


def _keep_all(cycle: Cycle, boxes: Sequence[Box], form: BaseForm) -> bool:
    """Save what was changed; where another window was faster both texts stand in the field."""
    is_kept = True
    for box in boxes:
        field, version = form[box.field_name], form[box.version_name]
        if not box.is_written and not (field.data or "").strip():
            continue
        try:
            services.keep_reflection(
                current_actor(), cycle, box.prompt, field.data or "", version.data or ""
            )
        except services.WrittenElsewhere as error:
            is_kept = False
            field.data = join_texts(error.stored, field.data or "")
            version.data = name_version(error.stored)
            field.errors = [*field.errors, error.message]
    return is_kept


def _name(body: str) -> dict[str, str]:
    return {"ETag": f'"{name_version(body)}"'}


def _render_own(cycle: Cycle, boxes: Sequence[Box], form: BaseForm) -> str:
    return render_template(
        "cases/reflections/edit.html",
        cycle=cycle,
        boxes=boxes,
        form=form,
        supervisor=find_supervisor(cycle.client.enrolment),
    )


def _render_shared(cycle: Cycle) -> str:
    actor = current_actor()
    return render_template(
        "cases/reflections/show.html",
        cycle=cycle,
        reflections=queries.list_reflections(actor, cycle),
        words_open=are_words_open(actor, cycle.client),
    )
