"""The office's organisations: who they are, whom to turn to, what they approved."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from app.association.organisations.desk import get_managed, return_to
from app.association.organisations.forms import OrganisationForm
from app.association.organisations.page import read_organisation_page
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor
from app.organisations import queries, services
from app.organisations.approvals.queries import list_standings
from app.organisations.models import Organisation
from app.organisations.policies import can_manage_organisations
from app.organisations.queries import OrganisationFilter, Show

bp = Blueprint("organisations", __name__, url_prefix="/association/organisations")

ORGANISATION = "/<uuid:organisation_uuid>"
LONGEST_WORDS = 100


@bp.get("")
def index_organisations() -> str:
    """Every service and employer, with what it approves now."""
    actor, wanted = current_actor(), _read_filter()
    page = queries.page_organisations(actor, wanted, request.args.get("page", 1, type=int))
    standings = list_standings(actor, [organisation.id for organisation in page.rows])
    return render_template(
        "association/organisations/index.html", page=page, wanted=wanted, standings=standings
    )


@bp.get("/new")
def new_organisation() -> str:
    """Add a service or employer."""
    require(can_manage_organisations(current_actor()))
    return render_template("association/organisations/new.html", form=OrganisationForm())


@bp.post("")
def create_organisation() -> ResponseReturnValue:
    """Keep a new one, and go on to what it approved."""
    actor, form = current_actor(), OrganisationForm()
    require(can_manage_organisations(actor))
    try:
        if form.validate_on_submit():
            organisation = services.add_organisation(actor, form.read())
            flash(f"{organisation.name} is there. Next, record what it approved.", "success")
            return return_to(organisation)
    except DomainError as error:
        form.show(error)
    return render_template("association/organisations/new.html", form=form), 422


@bp.get(ORGANISATION)
def show_organisation(organisation_uuid: UUID) -> str:
    """One organisation: approvals, retention rule, contacts, named people, wording, documents."""
    organisation = get_managed(organisation_uuid)
    page = read_organisation_page(
        current_actor(), organisation, request.args.get("page", 1, type=int)
    )
    return render_template("association/organisations/show.html", page=page)


@bp.get(f"{ORGANISATION}/edit")
def edit_organisation(organisation_uuid: UUID) -> str:
    """Correct what is known of it."""
    organisation = get_managed(organisation_uuid)
    return _render_edit(organisation, OrganisationForm.of(organisation))


@bp.post(ORGANISATION)
def update_organisation(organisation_uuid: UUID) -> ResponseReturnValue:
    """Keep the corrections."""
    organisation, form = get_managed(organisation_uuid), OrganisationForm()
    try:
        if form.validate_on_submit():
            services.change_organisation(current_actor(), organisation, form.read())
            flash("Saved.", "success")
            return return_to(organisation)
    except DomainError as error:
        form.show(error)
    return _render_edit(organisation, form), 422


@bp.post(f"{ORGANISATION}/closings")
def create_closing(organisation_uuid: UUID) -> ResponseReturnValue:
    """Open no new client there."""
    organisation = get_managed(organisation_uuid)
    services.close_organisation(current_actor(), organisation)
    flash("No new client can be opened there. You can reopen it at any time.", "success")
    return return_to(organisation)


@bp.post(f"{ORGANISATION}/reopenings")
def create_reopening(organisation_uuid: UUID) -> ResponseReturnValue:
    """Open new clients there again."""
    organisation = get_managed(organisation_uuid)
    services.reopen_organisation(current_actor(), organisation)
    flash("New clients can be opened there again.", "success")
    return return_to(organisation)


def _render_edit(organisation: Organisation, form: OrganisationForm) -> str:
    return render_template(
        "association/organisations/edit.html", organisation=organisation, form=form
    )


def _read_filter() -> OrganisationFilter:
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    return OrganisationFilter(words, Show(request.args.get("show", "")))
