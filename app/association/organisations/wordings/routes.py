"""What families read and sign: the association's wording, and those of organisations that have their own."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.association.organisations.desk import get_managed
from app.association.organisations.forms import ConsentWordingForm
from app.cases.models import Purpose
from app.core.errors import DomainError
from app.core.forms import read_uuid
from app.core.policy import require
from app.drafts.queries import find_draft
from app.extensions import current_actor
from app.organisations.models import Organisation
from app.organisations.wordings import queries, services
from app.organisations.wordings.policies import can_publish_wording

bp = Blueprint("consent_wordings", __name__)

DEFAULT = "/association/consent-wordings"
OWN = "/association/organisations/<uuid:organisation_uuid>/consent-wordings"


@bp.get(DEFAULT)
@bp.get(OWN)
def index_wordings(organisation_uuid: UUID | None = None) -> str:
    """Every version of one wording, newest first."""
    organisation = _find_organisation(organisation_uuid)
    number = request.args.get("page", 1, type=int)
    page = queries.page_wordings(current_actor(), _key(organisation), number)
    return render_template(
        "association/organisations/wordings.html", organisation=organisation, page=page
    )


@bp.get(f"{DEFAULT}/new")
@bp.get(f"{OWN}/new")
def new_wording(organisation_uuid: UUID | None = None) -> str:
    """Write a new version, upon the one in force or upon what was written and not published."""
    actor, organisation = current_actor(), _find_organisation(organisation_uuid)
    own = queries.find_own(actor, _key(organisation))
    begun = own or queries.find_in_force(actor, _key(organisation))
    draft = find_draft(actor, _name_draft(organisation))
    body = draft.body if draft else begun.body if begun else ""
    form = ConsentWordingForm(after=own.uuid if own else "", body=body)
    return _render_form(organisation, form)


@bp.post(DEFAULT)
@bp.post(OWN)
def create_wording(organisation_uuid: UUID | None = None) -> ResponseReturnValue:
    """Publish a version for forms that are signed from now on."""
    organisation, form = _find_organisation(organisation_uuid), ConsentWordingForm()
    try:
        if form.validate_on_submit():
            after = read_uuid(form.after.data) if form.after.data else None
            wording = services.publish_wording(
                current_actor(), organisation, form.read_body(), after=after
            )
            flash(f"Version {wording.version} is in force.", "success")
            return redirect(url_for(".show_wording", wording_uuid=wording.uuid))
    except DomainError as error:
        form.show(error)
    return _render_form(organisation, form), 422


@bp.get("/consent-wordings/<uuid:wording_uuid>")
def show_wording(wording_uuid: UUID) -> str:
    """The form as it is printed and signed."""
    wording = queries.get_wording(current_actor(), wording_uuid)
    return render_template(
        "association/organisations/wording.html", wording=wording, purposes=list(Purpose)
    )


def _find_organisation(organisation_uuid: UUID | None) -> Organisation | None:
    require(can_publish_wording(current_actor()))
    return None if organisation_uuid is None else get_managed(organisation_uuid)


def _key(organisation: Organisation | None) -> int | None:
    return organisation.id if organisation else None


def _name_draft(organisation: Organisation | None) -> str:
    return f"consent-wordings/{organisation.uuid if organisation else 'default'}"


def _render_form(organisation: Organisation | None, form: ConsentWordingForm) -> str:
    return render_template(
        "association/organisations/new_wording.html",
        organisation=organisation,
        form=form,
        draft=_name_draft(organisation),
    )
