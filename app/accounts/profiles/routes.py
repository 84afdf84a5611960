"""One's own profile: the first page of one's account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.profiles import queries, services
from app.accounts.profiles.forms import ProfileForm
from app.accounts.profiles.zones import list_zones
from app.accounts.queries import get_own_person
from app.core.errors import DomainError
from app.extensions import current_actor

bp = Blueprint("profiles", __name__)

PRONOUNS = ("she/her", "he/him", "they/them", "she/they", "he/they")
"""What many people write; anything else can be typed."""


@bp.get("/account")
def show_profile() -> str:
    """What the portal knows of the person, to look at and to change."""
    return _render(_open_form())


@bp.post("/account")
def update_profile() -> ResponseReturnValue:
    """Keep what the person says about themselves."""
    form = _open_form()
    try:
        if form.validate_on_submit():
            actor = current_actor()
            said = form.read(queries.list_choices(actor))
            services.change_profile(actor, get_own_person(actor), said)
            flash("Your profile is saved.", "success")
            return redirect(url_for(".show_profile"))
    except DomainError as error:
        form.show(error)
    return _render(form), 422


@bp.post("/account/postponements")
def create_postponement() -> ResponseReturnValue:
    """Not now: the card that asks for a profile goes away."""
    actor = current_actor()
    services.put_off_profile(actor, get_own_person(actor))
    return redirect(url_for("home.index"))


def _open_form() -> ProfileForm:
    actor = current_actor()
    person = get_own_person(actor)
    profile = queries.find_profile(actor, person)
    return ProfileForm.of(person, profile).offer(queries.list_choices(actor), profile)


def _render(form: ProfileForm) -> str:
    return render_template(
        "accounts/profiles/show.html", form=form, zones=list_zones(), pronouns=PRONOUNS
    )
