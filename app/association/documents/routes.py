"""Where work with films is approved, for those who do it, and the papers that help an organisation to decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from app.association.documents.data_flow import write_data_flow
from app.association.documents.facts import Facts, gather_facts
from app.association.documents.impact_assessment import write_impact_assessment
from app.association.documents.sheet import Sheet, draw_sheet
from app.core import clock
from app.core.policy import require
from app.extensions import current_actor, current_settings, release_connection
from app.organisations.approvals.queries import list_standings_for
from app.organisations.policies import can_see_organisations
from app.organisations.queries import get_organisation, page_open_organisations
from app.organisations.rules.queries import find_rule
from app.organisations.wordings.queries import list_in_force

bp = Blueprint("documents", __name__, url_prefix="/organisations")

LONGEST_WORDS = 100


@bp.get("")
def index_organisations() -> str:
    """The organisations that are open, and what each approves for the person who asks."""
    actor, words = current_actor(), request.args.get("q", "").strip()[:LONGEST_WORDS]
    page = page_open_organisations(actor, words, request.args.get("page", 1, type=int))
    ids = [organisation.id for organisation in page.rows]
    return render_template(
        "association/documents/index.html",
        page=page,
        words=words,
        standings=list_standings_for(actor, ids),
        wordings=list_in_force(actor, ids),
    )


@bp.get("/data-flow.pdf")
@bp.get("/<uuid:organisation_uuid>/data-flow.pdf")
def show_data_flow(organisation_uuid: UUID | None = None) -> Response:
    """What goes where, who sees it, how long it stays."""
    return _answer(write_data_flow, "data-flow", organisation_uuid)


@bp.get("/impact-assessment.pdf")
@bp.get("/<uuid:organisation_uuid>/impact-assessment.pdf")
def show_impact_assessment(organisation_uuid: UUID | None = None) -> Response:
    """The impact assessment as far as the portal can write it."""
    return _answer(write_impact_assessment, "impact-assessment", organisation_uuid)


def _answer(
    write: Callable[[Facts, date], Sheet], name: str, organisation_uuid: UUID | None
) -> Response:
    """The PDF to keep; drawn after the transaction, so that nobody waits for it."""
    actor = current_actor()
    require(can_see_organisations(actor))
    organisation = get_organisation(actor, organisation_uuid) if organisation_uuid else None
    rule = find_rule(actor, organisation) if organisation else None
    sheet = write(gather_facts(current_settings(), organisation, rule), clock.today())
    release_connection()
    return Response(
        draw_sheet(sheet),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )
