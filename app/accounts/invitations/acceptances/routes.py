"""Where the link in the letter leads: who invites to what, and saying yes."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user

from app.accounts.invitations.acceptances import services
from app.accounts.invitations.acceptances.forms import WelcomeForm
from app.accounts.invitations.acceptances.queries import get_by_link
from app.accounts.invitations.links import read_link_key
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.queries import find_people, get_own_invitation
from app.accounts.invitations.words import describe_roles
from app.accounts.models import Person
from app.accounts.passwords.rules import PasswordTooWeak
from app.core.forms import filled
from app.extensions import current_actor, current_settings, write_apart

bp = Blueprint("acceptances", __name__)


@bp.get("/welcome/<token>")
def show_invitation(token: str) -> str:
    """What the invitation is to. Looking changes nothing: mail programs look too."""
    invitation = get_by_link(read_link_key(token))
    form = WelcomeForm(full_name=invitation.full_name, known_as=invitation.known_as)
    return _render(invitation, token, form)


@bp.post("/welcome/<token>")
def create_account(token: str) -> ResponseReturnValue:
    """Open the account, and sign its owner in: what comes first for everybody comes next."""
    invitation = get_by_link(read_link_key(token))
    form = WelcomeForm()
    account = _prepare(invitation, form)
    if account is None:
        return _render(invitation, token, form), 422
    login_user(_open(invitation.link_key, account), authn_via=["password"])
    return redirect(url_for("home.index"))


@bp.post("/invitations/<uuid:invitation_uuid>/acceptance")
def create_acceptance(invitation_uuid: UUID) -> ResponseReturnValue:
    """Say yes with the account one is signed in with."""
    actor = current_actor()
    invitation = get_own_invitation(actor, invitation_uuid)
    services.accept(actor, invitation, find_people([invitation.email])[invitation.email])
    flash(f"Welcome as {describe_roles(invitation.role_names)}.", "success")
    return redirect(url_for("home.index"))


def _prepare(invitation: Invitation, form: WelcomeForm) -> services.NewAccount | None:
    try:
        if form.validate_on_submit():
            return services.prepare_account(
                current_actor(),
                invitation,
                filled(form.full_name),
                filled(form.known_as),
                filled(form.password),
            )
    except PasswordTooWeak as error:
        form.show(error)
    return None


def _open(link_key: UUID, account: services.NewAccount) -> Person:
    """The account in a transaction of its own: nobody waits while a password is hashed."""
    with write_apart():
        email = services.open_account(current_actor(), link_key, account).email
    return find_people([email])[email]


def _render(invitation: Invitation, token: str, form: WelcomeForm) -> str:
    owner = find_people([invitation.email]).get(invitation.email)
    has_account = owner is not None and owner.password is not None
    is_signed_in = current_user.is_authenticated
    return render_template(
        "accounts/invitations/welcome.html",
        invitation=invitation,
        inviter=_name_inviter(invitation),
        invited_as=describe_roles(invitation.role_names),
        token=token,
        form=form,
        is_for_other=is_signed_in and current_user != owner,
        can_accept=is_signed_in and current_user == owner,
        has_account=has_account,
    )


def _name_inviter(invitation: Invitation) -> str:
    inviter = invitation.invited_by
    return inviter.full_name if inviter else current_settings().association_name
