"""One's own second factors. Signing in with them, and adding passkeys, are pages of Flask-Security."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.proxies import _security

from app.accounts.factors import queries, services
from app.accounts.factors.browser import (
    find_person_in_second_step,
    lacks_own_factor,
    offer_secret,
    settle_new_factor,
    settle_removed_factor,
)
from app.accounts.factors.forms import AppForm, PasskeyNameForm
from app.accounts.queries import get_own_person
from app.core.errors import DomainError, Forbidden, NotFound
from app.core.forms import filled
from app.extensions import current_actor

bp = Blueprint("factors", __name__)

UNUSED_PAGES = frozenset(
    {
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.two_factor_rescue",
        "security.tf_select",
        "security.mf_recovery_codes",
        "security.wan_delete",
        "security.wan_verify",
        "security.wan_verify_response",
    }
)
"""What Flask-Security would offer and the portal does otherwise: they could take the last factor away or show codes again."""

SETTING_UP = frozenset(
    {
        "factors.index_factors",
        "factors.new_app",
        "factors.create_app",
        "security.wan_register",
        "security.wan_register_response",
    }
)
"""What is open before a second factor is there."""

SECOND_STEP = frozenset({"security.two_factor_token_validation", "security.wan_signin_response"})
"""Steps of signing in that Flask-Security does not close to whoever is in already."""


class SignInAnew(Forbidden):
    """There is a second factor, and this sign-in has not shown it."""

    title = "Please sign in anew"
    message = "You set up a second factor in another window. Sign out here, then sign in with it."


@bp.before_app_request
def close_unused_pages() -> ResponseReturnValue | None:
    """Nothing at the addresses the portal does not use, and no second step for whoever is in."""
    if request.endpoint in UNUSED_PAGES:
        raise NotFound
    is_in = request.endpoint in SECOND_STEP and current_user.is_authenticated
    return redirect("/") if is_in else None


@bp.before_app_request
def refuse_whoever_came_in_before() -> None:
    """Who signed in without a factor while another browser set one up: only the factor itself leads on."""
    if request.endpoint in SETTING_UP and lacks_own_factor():
        raise SignInAnew


@bp.get("/account/factors")
def index_factors() -> str:
    """What there is, when it was used, and what could be added; the set-up for whoever has none yet."""
    factors = queries.list_factors(current_actor())
    account = get_own_person(current_actor())
    template = "factors/index.html" if factors else "factors/welcome.html"
    return render_template(
        template, factors=factors, codes_left=len(account.mf_recovery_codes or ())
    )


@bp.get("/account/factors/app")
def new_app() -> str:
    """The picture and the key for an authenticator app."""
    return _render_app(AppForm())


@bp.post("/account/factors/app")
def create_app() -> ResponseReturnValue:
    """Take the app as a second factor once it shows the right code; the picture stays the same until then."""
    form, actor = AppForm(), current_actor()
    try:
        if form.validate_on_submit():
            account = get_own_person(actor)
            services.add_app(actor, account, offer_secret(), filled(form.code))
            settle_new_factor()
            return _go_on("Your authenticator app is set up.")
    except DomainError as error:
        form.show(error)
    return _render_app(form), 422


@bp.get("/account/factors/passkeys/<uuid:passkey_uuid>/name")
def edit_passkey(passkey_uuid: UUID) -> str:
    """Another name for a passkey."""
    passkey = queries.get_passkey(current_actor(), passkey_uuid)
    return render_template(
        "factors/edit_passkey.html", form=PasskeyNameForm(obj=passkey), passkey=passkey
    )


@bp.post("/account/factors/passkeys/<uuid:passkey_uuid>/name")
def update_passkey(passkey_uuid: UUID) -> ResponseReturnValue:
    """Keep the new name."""
    form, passkey = PasskeyNameForm(), queries.get_passkey(current_actor(), passkey_uuid)
    try:
        if form.validate_on_submit():
            services.rename_passkey(current_actor(), passkey, filled(form.name))
            return _go_on("Renamed.")
    except DomainError as error:
        form.show(error)
    return render_template("factors/edit_passkey.html", form=form, passkey=passkey), 422


@bp.post("/account/factors/passkeys/<uuid:passkey_uuid>/removal")
def create_passkey_removal(passkey_uuid: UUID) -> ResponseReturnValue:
    """Take a passkey away."""
    actor = current_actor()
    passkey = queries.get_passkey(actor, passkey_uuid)
    services.remove_passkey(actor, get_own_person(actor), passkey)
    settle_removed_factor()
    return _go_on("Removed. You are signed out everywhere else.")


@bp.post("/account/factors/app/removal")
def create_app_removal() -> ResponseReturnValue:
    """Take the authenticator app away."""
    services.remove_app(current_actor(), get_own_person(current_actor()))
    settle_removed_factor()
    return _go_on("Removed. You are signed out everywhere else.")


@bp.get("/account/factors/recovery-codes")
def show_recovery_codes() -> str:
    """What recovery codes are for, and the button that makes new ones."""
    account = get_own_person(current_actor())
    return render_template(
        "factors/recovery_codes.html", codes=None, has_codes=bool(account.mf_recovery_codes)
    )


@bp.post("/account/factors/recovery-codes")
def create_recovery_codes() -> str:
    """Make new codes and show them, this once."""
    actor = current_actor()
    account = get_own_person(actor)
    had_codes = bool(account.mf_recovery_codes)
    codes = services.make_recovery_codes(actor, account)
    return render_template("factors/recovery_codes.html", codes=codes, has_codes=had_codes)


@bp.get("/sign-in/lost")
def show_lost() -> ResponseReturnValue:
    """What to do without one's second factor, for whoever has given the right password."""
    person = find_person_in_second_step()
    if person is None:
        return redirect(url_for("security.login"))
    return render_template("factors/lost.html", has_codes=bool(person.mf_recovery_codes))


def _render_app(form: AppForm) -> str:
    account = get_own_person(current_actor())
    shown = _security.totp_factory.fetch_setup_values(offer_secret(), account)
    return render_template("factors/new_app.html", form=form, shown=shown)


def _go_on(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".index_factors"))
