"""Where a lost client code is found again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.models import Client
from app.cases.queries import get_client
from app.cases.reminders.forms import ReminderForm
from app.cases.reminders.policies import can_remember
from app.cases.reminders.queries import list_reminders, read_reminder
from app.cases.reminders.services import keep_reminder
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("reminders", __name__)


@bp.get("/clients/reminders")
def index_reminders() -> str:
    """One's own clients with one's own hints."""
    page = list_reminders(current_actor(), request.args.get("page", 1, type=int))
    return render_template("cases/reminders/index.html", page=page)


@bp.get("/clients/<uuid:client_uuid>/reminder")
def edit_reminder(client_uuid: UUID) -> str:
    """The form for the hint."""
    client = _get_own_client(client_uuid)
    form = ReminderForm(words=read_reminder(current_actor(), client))
    return render_template("cases/reminders/edit.html", client=client, form=form)


@bp.post("/clients/<uuid:client_uuid>/reminder")
def update_reminder(client_uuid: UUID) -> ResponseReturnValue:
    """Keep the hint; an empty one is forgotten."""
    client, form = _get_own_client(client_uuid), ReminderForm()
    try:
        if form.validate_on_submit():
            words = form.words.data or ""
            keep_reminder(current_actor(), client, words)
            flash("Kept for you alone." if words.strip() else "The reminder is gone.", "success")
            return redirect(url_for("cases.show_client", client_uuid=client.uuid))
    except DomainError as error:
        form.show(error)
    return render_template("cases/reminders/edit.html", client=client, form=form), 422


def _get_own_client(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_remember(current_actor(), client))
    return client
