"""The office keeps the lists that people choose from in their profiles."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.profiles import queries, services
from app.accounts.profiles.models import ChoiceKind
from app.accounts.profiles.policies import can_edit_lists
from app.association.lists.forms import EntryForm
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("lists", __name__, url_prefix="/association/lists")

LIST = f"<any({', '.join(ChoiceKind)}):list_kind>"


@bp.get("")
def index_lists() -> str:
    """What the office can set up: the lists, and the way to the wordings."""
    require(can_edit_lists(current_actor()))
    return render_template("association/lists/index.html", kinds=list(ChoiceKind))


@bp.get(f"/{LIST}")
def show_list(list_kind: str) -> str:
    """One list, with what is retired at its end."""
    return _render_list(ChoiceKind(list_kind), EntryForm())


@bp.post(f"/{LIST}")
def create_entry(list_kind: str) -> ResponseReturnValue:
    """Offer something new."""
    chosen, form = ChoiceKind(list_kind), EntryForm()
    require(can_edit_lists(current_actor()))
    try:
        if form.validate_on_submit():
            entry = services.add_choice(current_actor(), chosen, form.read_name())
            flash(f"“{entry.name}” can be chosen from now on.", "success")
            return redirect(url_for(".show_list", list_kind=chosen))
    except DomainError as error:
        form.show(error)
    return _render_list(chosen, form), 422


@bp.get("/entries/<uuid:entry_uuid>")
def edit_entry(entry_uuid: UUID) -> str:
    """Name one entry anew."""
    entry = queries.get_choice(current_actor(), entry_uuid)
    form = EntryForm(name=entry.name)
    return render_template("association/lists/edit.html", entry=entry, form=form)


@bp.post("/entries/<uuid:entry_uuid>")
def update_entry(entry_uuid: UUID) -> ResponseReturnValue:
    """Keep the new name, also on the profiles that have the entry."""
    actor, form = current_actor(), EntryForm()
    entry = queries.get_choice(actor, entry_uuid)
    try:
        if form.validate_on_submit():
            services.reword_choice(actor, entry, form.read_name())
            flash("The new name stands, also in profiles.", "success")
            return redirect(url_for(".show_list", list_kind=entry.kind))
    except DomainError as error:
        form.show(error)
    return render_template("association/lists/edit.html", entry=entry, form=form), 422


@bp.post("/entries/<uuid:entry_uuid>/retirements")
def create_retirement(entry_uuid: UUID) -> ResponseReturnValue:
    """Offer an entry no more."""
    entry = queries.get_choice(current_actor(), entry_uuid)
    services.retire_choice(current_actor(), entry)
    flash(f"“{entry.name}” is not offered any more. Profiles that have it keep it.", "success")
    return redirect(url_for(".show_list", list_kind=entry.kind))


@bp.post("/entries/<uuid:entry_uuid>/returns")
def create_return(entry_uuid: UUID) -> ResponseReturnValue:
    """Offer an entry again."""
    entry = queries.get_choice(current_actor(), entry_uuid)
    services.bring_back_choice(current_actor(), entry)
    flash(f"“{entry.name}” can be chosen again.", "success")
    return redirect(url_for(".show_list", list_kind=entry.kind))


def _render_list(kind: ChoiceKind, form: EntryForm) -> str:
    page = queries.page_choices(current_actor(), kind, request.args.get("page", 1, type=int))
    return render_template("association/lists/show.html", kind=kind, page=page, form=form)
