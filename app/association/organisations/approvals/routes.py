"""Recording what an organisation approved, and that it took it back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from app.association.organisations import services
from app.association.organisations.desk import get_managed, return_to
from app.association.organisations.forms import ApprovalForm, begin_approval
from app.core.errors import DomainError
from app.extensions import current_actor
from app.organisations.approvals.queries import get_approval
from app.organisations.models import Organisation

bp = Blueprint("approvals", __name__, url_prefix="/association")

OF_ORGANISATION = "/organisations/<uuid:organisation_uuid>/approvals"


@bp.get(f"{OF_ORGANISATION}/new")
def new_approval(organisation_uuid: UUID) -> str:
    """Record what an organisation approved."""
    return _render_form(get_managed(organisation_uuid), begin_approval())


@bp.post(OF_ORGANISATION)
def create_approval(organisation_uuid: UUID) -> ResponseReturnValue:
    """Keep it: films may come in from its first day on."""
    organisation, form = get_managed(organisation_uuid), ApprovalForm()
    try:
        if form.validate_on_submit():
            services.record_approval(
                current_actor(), organisation, form.read_terms(), form.read_addresses()
            )
            flash("The approval is on record.", "success")
            return return_to(organisation, "approvals")
    except DomainError as error:
        form.show(error)
    return _render_form(organisation, form), 422


@bp.post("/approvals/<uuid:approval_uuid>/endings")
def create_ending(approval_uuid: UUID) -> ResponseReturnValue:
    """Take an approval back at once."""
    approval = get_approval(current_actor(), approval_uuid)
    services.end_approval(current_actor(), approval)
    flash("The approval is ended. No film comes in under it from now on.", "success")
    return return_to(approval.organisation, "approvals")


def _render_form(organisation: Organisation, form: ApprovalForm) -> str:
    return render_template(
        "association/organisations/new_approval.html", organisation=organisation, form=form
    )
