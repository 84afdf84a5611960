"""Leaving the portal."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_actor
from app.retention.leaving import queries, services
from app.retention.leaving.forms import LeavingForm

bp = Blueprint("leaving", __name__)


@bp.get("/account/leaving")
def show_leaving() -> str:
    """What leaving means, and where it stands."""
    actor = current_actor()
    return render_template(
        "retention/leaving/show_leaving.html",
        leaving=queries.find_own_leaving(actor),
        films=queries.count_films(actor, actor.person_id),
        is_accredited=queries.is_accredited(actor, actor.person_id),
        form=LeavingForm(),
    )


@bp.post("/account/leaving")
def create_leaving() -> ResponseReturnValue:
    """Ask to leave."""
    form = LeavingForm()
    services.ask_to_leave(current_actor(), takes_name=form.takes_name.data)
    flash("The association’s office knows that you want to leave.", "success")
    return redirect(url_for(".show_leaving"))


@bp.post("/account/leaving/withdrawal")
def create_withdrawal() -> ResponseReturnValue:
    """Stay after all."""
    services.stay_after_all(current_actor())
    flash("You stay. Nothing has changed.", "success")
    return redirect(url_for(".show_leaving"))
