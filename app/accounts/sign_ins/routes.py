"""Where somebody is signed in, and signing out from there."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.sign_ins import queries, services
from app.accounts.sign_ins.browser import current_sign_in
from app.accounts.sign_ins.devices import describe_device
from app.extensions import current_actor, current_settings

bp = Blueprint("sign_ins", __name__)


@bp.get("/account/sign-ins")
def index_sign_ins() -> str:
    """Each browser in which the person is signed in now."""
    settings, here = current_settings(), current_sign_in()
    found = queries.list_sign_ins(current_actor(), settings.idle_limit, settings.sign_in_limit)
    rows = [
        {
            "sign_in": one,
            "device": describe_device(one.user_agent),
            "is_here": here is not None and one.id == here.id,
        }
        for one in found
    ]
    return render_template("accounts/sign_ins/index.html", rows=rows, settings=settings)


@bp.post("/account/sign-ins/<uuid:sign_in_uuid>/ending")
def create_ending(sign_in_uuid: UUID) -> ResponseReturnValue:
    """Sign out there."""
    actor = current_actor()
    services.sign_out_there(actor, queries.get_sign_in(actor, sign_in_uuid))
    flash("That browser is signed out.", "success")
    return redirect(url_for(".index_sign_ins"))


@bp.post("/account/sign-ins/endings")
def create_endings() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    here = current_sign_in()
    services.sign_out_elsewhere(current_actor(), None if here is None else here.id)
    flash("You are signed in here only.", "success")
    return redirect(url_for(".index_sign_ins"))
