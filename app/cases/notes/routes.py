"""How a cycle went, and the marks beside it."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.cases.models import Cycle
from app.cases.notes import queries, services
from app.cases.notes.forms import FilmingForm, MarkForm, SharedReviewForm
from app.cases.notes.models import MarkKind
from app.cases.notes.policies import can_note
from app.cases.notes.said import Filming, SharedReview
from app.cases.queries import get_cycle
from app.core import clock
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("notes", __name__, url_prefix="/cycles/<uuid:cycle_uuid>")

MARK = f"<any({', '.join(kind for kind in MarkKind if kind.is_by_hand)}):mark_kind>"


@bp.get("/filming")
def edit_filming(cycle_uuid: UUID) -> str:
    """How the filming went."""
    cycle = _get_cycle(cycle_uuid)
    said = queries.read_notes(current_actor(), cycle).filming or Filming()
    return _render("filming", cycle, FilmingForm(data=asdict(said)))


@bp.post("/filming")
def update_filming(cycle_uuid: UUID) -> ResponseReturnValue:
    """Keep how the filming went."""
    cycle, form = _get_cycle(cycle_uuid), FilmingForm()
    if not form.validate():
        return _render("filming", cycle, form), 422
    services.note_filming(current_actor(), cycle, form.read())
    return _go_to(cycle, "notes")


@bp.get("/shared-review")
def edit_shared_review(cycle_uuid: UUID) -> str:
    """How the shared review went."""
    cycle = _get_cycle(cycle_uuid)
    said = queries.read_notes(current_actor(), cycle).review or SharedReview()
    return _render("shared_review", cycle, SharedReviewForm(data=asdict(said)))


@bp.post("/shared-review")
def update_shared_review(cycle_uuid: UUID) -> ResponseReturnValue:
    """Keep how the shared review went."""
    cycle, form = _get_cycle(cycle_uuid), SharedReviewForm()
    if not form.validate():
        return _render("shared_review", cycle, form), 422
    services.note_shared_review(current_actor(), cycle, form.read())
    return _go_to(cycle, "notes")


@bp.get(f"/marks/{MARK}")
def edit_mark(cycle_uuid: UUID, mark_kind: str) -> str:
    """Say on which day something beside the cycle was done."""
    cycle, kind = _get_cycle(cycle_uuid), MarkKind(mark_kind)
    mark = queries.find_mark(current_actor(), cycle, kind)
    return _render_mark(
        cycle, kind, MarkForm(reached_on=mark.reached_on if mark else clock.today())
    )


@bp.post(f"/marks/{MARK}")
def update_mark(cycle_uuid: UUID, mark_kind: str) -> ResponseReturnValue:
    """Tick it."""
    cycle, kind, form = _get_cycle(cycle_uuid), MarkKind(mark_kind), MarkForm()
    try:
        if form.validate():
            services.tick_mark(current_actor(), cycle, kind, filled(form.reached_on))
            return _go_to(cycle, "marks")
    except DomainError as error:
        form.show(error)
    return _render_mark(cycle, kind, form), 422


@bp.post(f"/marks/{MARK}/removal")
def create_mark_removal(cycle_uuid: UUID, mark_kind: str) -> ResponseReturnValue:
    """Take the tick back."""
    cycle, kind = _get_cycle(cycle_uuid), MarkKind(mark_kind)
    services.untick_mark(current_actor(), cycle, kind)
    flash(f"“{kind.label}” is taken back.", "success")
    return _go_to(cycle, "marks")


def _get_cycle(uuid: UUID) -> Cycle:
    """The cycle, for whoever writes down how it went: nobody fills in a form that would be refused anyway."""
    cycle = get_cycle(current_actor(), uuid)
    require(can_note(current_actor(), cycle))
    return cycle


def _render(half: str, cycle: Cycle, form: FilmingForm | SharedReviewForm) -> str:
    pages = {
        "filming": "cases/notes/filming.html",
        "shared_review": "cases/notes/shared_review.html",
    }
    return render_template(pages[half], cycle=cycle, form=form)


def _render_mark(cycle: Cycle, kind: MarkKind, form: MarkForm) -> str:
    return render_template("cases/notes/mark.html", cycle=cycle, kind=kind, form=form)


def _go_to(cycle: Cycle, place: str) -> ResponseReturnValue:
    return redirect(url_for("feedback.show_cycle", cycle_uuid=cycle.uuid, _anchor=place), 303)
