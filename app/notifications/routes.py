"""The page behind the bell, and which news is a letter too."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_actor
from app.notifications import queries, services
from app.notifications.forms import LettersForm

bp = Blueprint("notifications", __name__)


@bp.get("/notifications")
def index_notifications() -> str:
    """Everything the person was told, newest first."""
    page = queries.list_notifications(current_actor(), request.args.get("page", 1, type=int))
    return render_template("notifications/index.html", page=page)


@bp.post("/notifications/readings")
def create_reading() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_all_read(current_actor())
    return redirect(url_for(".index_notifications"))


@bp.get("/account/notifications")
def edit_letters() -> str:
    """What the person is told by letter as well."""
    form = LettersForm.without(queries.list_refused(current_actor()))
    return render_template("notifications/edit_letters.html", form=form)


@bp.post("/account/notifications")
def update_letters() -> ResponseReturnValue:
    """Keep what the person chose."""
    form = LettersForm()
    if not form.validate_on_submit():
        return render_template("notifications/edit_letters.html", form=form), 422
    services.choose_letters(current_actor(), form.read_kinds())
    flash("Your choice is saved.", "success")
    return redirect(url_for(".edit_letters"))
