"""The page of invitations: who was asked to join, and asking more people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.invitations import queries, services
from app.accounts.invitations.addresses import Entry
from app.accounts.invitations.forms import BatchForm, InvitationForm, OfferForm
from app.accounts.invitations.grants import list_offers
from app.accounts.invitations.policies import can_invite, can_invite_many, sees_all
from app.accounts.invitations.rows import build_row
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("invitations", __name__)

Form = TypeVar("Form", bound=OfferForm)

LONGEST_SEARCH = 100


@bp.get("/invitations")
def index_invitations() -> str:
    """Those the person sent; the association sees all."""
    actor = current_actor()
    wanted = _read_filter()
    page = queries.list_invitations(actor, wanted, request.args.get("page", 1, type=int))
    return render_template(
        "accounts/invitations/index.html",
        page=page.build(lambda invitation: build_row(actor, invitation)),
        wanted=wanted,
        sees_all=sees_all(actor),
        newcomers=queries.count_newcomers(actor) if can_invite_many(actor) else 0,
        can_invite_many=can_invite_many(actor),
    )


@bp.get("/invitations/new")
def new_invitation() -> str:
    """Ask one person to join."""
    require(can_invite(current_actor()))
    return _render_one(_open(InvitationForm()))


@bp.post("/invitations")
def create_invitation() -> ResponseReturnValue:
    """Send the letter."""
    require(can_invite(current_actor()))
    form = _open(InvitationForm())
    try:
        if form.validate_on_submit():
            name = form.full_name.data or ""
            invited = services.invite(current_actor(), filled(form.email), name, form.read_offer())
            flash(f"A letter is on its way to {invited.email}.", "success")
            return redirect(url_for(".index_invitations"))
    except DomainError as error:
        form.show(error)
    return _render_one(form), 422


@bp.get("/invitations/bulk")
def new_batch() -> str:
    """Ask many people at once."""
    require(can_invite_many(current_actor()))
    return _render_many(_open(BatchForm()))


@bp.post("/invitations/bulk")
def create_batch() -> ResponseReturnValue:
    """Show what would be sent; send it once that was looked at."""
    require(can_invite_many(current_actor()))
    form = _open(BatchForm())
    plan = _plan(form)
    if plan is None:
        return _render_many(form), 422
    if not (
        form.confirmed.data
        and (sent := services.invite_batch(current_actor(), plan, form.read_offer()))
    ):
        return _render_many(form, plan)
    flash(f"{sent} {'letter is' if sent == 1 else 'letters are'} on the way.", "success")
    return redirect(url_for(".index_invitations"))


@bp.post("/invitations/rounds")
def create_round() -> ResponseReturnValue:
    """Send a letter to everybody who was brought in and has not come in yet."""
    sent = services.invite_newcomers(current_actor())
    flash(f"{sent} {'letter is' if sent == 1 else 'letters are'} on the way.", "success")
    return redirect(url_for(".index_invitations"))


@bp.post("/invitations/<uuid:invitation_uuid>/sendings")
def create_sending(invitation_uuid: UUID) -> ResponseReturnValue:
    """Send it again with a new link."""
    invitation = queries.get_invitation(current_actor(), invitation_uuid)
    services.resend(current_actor(), invitation)
    flash(
        f"A new letter is on its way to {invitation.email}. The link in the one before no longer works.",
        "success",
    )
    return redirect(url_for(".index_invitations"))


@bp.post("/invitations/<uuid:invitation_uuid>/revocation")
def create_revocation(invitation_uuid: UUID) -> ResponseReturnValue:
    """Take it back."""
    invitation = queries.get_invitation(current_actor(), invitation_uuid)
    services.revoke(current_actor(), invitation)
    flash(f"The invitation of {invitation.email} is taken back.", "success")
    return redirect(url_for(".index_invitations"))


def _open(form: Form) -> Form:
    return form.offer(list_offers(current_actor().roles))


def _plan(form: BatchForm) -> Sequence[Entry] | None:
    """The lines of the list, looked at; None where the form itself has problems."""
    try:
        if form.validate_on_submit():
            return services.plan_batch(current_actor(), filled(form.people), form.read_offer())
    except DomainError as error:
        form.show(error)
    return None


def _render_one(form: InvitationForm) -> str:
    is_supervisor = not sees_all(current_actor())
    return render_template("accounts/invitations/new.html", form=form, is_supervisor=is_supervisor)


def _render_many(form: BatchForm, plan: Sequence[Entry] = ()) -> str:
    sendable = sum(1 for entry in plan if entry.problem is None)
    return render_template(
        "accounts/invitations/bulk.html", form=form, plan=plan, sendable=sendable
    )


def _read_filter() -> queries.InvitationFilter:
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return queries.InvitationFilter(words, queries.Show(request.args.get("show", "")))
