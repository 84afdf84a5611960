"""The office keeps the lists that people choose from, in their profiles and in their casework."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.profiles.models import ChoiceKind
from app.accounts.profiles.policies import can_edit_lists
from app.association.lists import entries
from app.association.lists.entries import Entry, Kind
from app.association.lists.forms import EntryForm
from app.cases.choices.models import ChoiceList
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("lists", __name__, url_prefix="/association/lists")

LIST = f"<any({', '.join(entries.KINDS)}):list_kind>"


@bp.get("")
def index_lists() -> str:
    """What the office can set up: the lists, and the way to the wordings."""
    require(can_edit_lists(current_actor()))
    return render_template(
        "association/lists/index.html", of_profiles=list(ChoiceKind), of_casework=list(ChoiceList)
    )


@bp.get(f"/{LIST}")
def show_list(list_kind: str) -> str:
    """One list, with what is retired at its end."""
    kind = entries.read_kind(list_kind)
    return _render_list(kind, EntryForm.of(kind))


@bp.post(f"/{LIST}")
def create_entry(list_kind: str) -> ResponseReturnValue:
    """Offer something new."""
    chosen = entries.read_kind(list_kind)
    form = EntryForm.of(chosen)
    require(can_edit_lists(current_actor()))
    try:
        if form.validate_on_submit():
            entry = entries.add_entry(current_actor(), chosen, form.read_name())
            flash(f"“{entry.name}” can be chosen from now on.", "success")
            return redirect(url_for(".show_list", list_kind=chosen))
    except DomainError as error:
        form.show(error)
    return _render_list(chosen, form), 422


@bp.get("/entries/<uuid:entry_uuid>")
def edit_entry(entry_uuid: UUID) -> str:
    """Name one entry anew."""
    entry = entries.get_entry(current_actor(), entry_uuid)
    return _render_entry(entry, EntryForm.of(entry.kind, entry.name))


@bp.post("/entries/<uuid:entry_uuid>")
def update_entry(entry_uuid: UUID) -> ResponseReturnValue:
    """Keep the new name, also on the profiles that have the entry."""
    actor = current_actor()
    entry = entries.get_entry(actor, entry_uuid)
    form = EntryForm.of(entry.kind)
    try:
        if form.validate_on_submit():
            entries.reword_entry(actor, entry, form.read_name())
            flash(f"The new words stand, also in {entries.name_places(entry.kind)}.", "success")
            return redirect(url_for(".show_list", list_kind=entry.kind))
    except DomainError as error:
        form.show(error)
    return _render_entry(entry, form), 422


@bp.post("/entries/<uuid:entry_uuid>/retirements")
def create_retirement(entry_uuid: UUID) -> ResponseReturnValue:
    """Offer an entry no more."""
    entry = entries.get_entry(current_actor(), entry_uuid)
    entries.retire_entry(current_actor(), entry)
    flash(f"“{entry.name}” is not offered any more. What was chosen before stays.", "success")
    return redirect(url_for(".show_list", list_kind=entry.kind))


@bp.post("/entries/<uuid:entry_uuid>/returns")
def create_return(entry_uuid: UUID) -> ResponseReturnValue:
    """Offer an entry again."""
    entry = entries.get_entry(current_actor(), entry_uuid)
    entries.bring_back_entry(current_actor(), entry)
    flash(f"“{entry.name}” can be chosen again.", "success")
    return redirect(url_for(".show_list", list_kind=entry.kind))


def _render_list(kind: Kind, form: EntryForm) -> str:
    page = entries.page_entries(current_actor(), kind, request.args.get("page", 1, type=int))
    return render_template("association/lists/show.html", kind=kind, page=page, form=form)


def _render_entry(entry: Entry, form: EntryForm) -> str:
    places = entries.name_places(entry.kind)
    return render_template("association/lists/edit.html", entry=entry, form=form, places=places)
