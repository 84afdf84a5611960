"""The office sees that films go when they must."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from app.association.erasures.queries import count_erased, list_erased
from app.association.erasures.services import export_erased
from app.clips.erased.words import REASONS
from app.clips.models import ErasureReason
from app.core.csv_lines import write_lines
from app.extensions import current_actor

bp = Blueprint("erasures", __name__, url_prefix="/association/erasures")


@bp.get("")
def index_erasures() -> str:
    """How many films were erased and why, month by month, and the records."""
    actor = current_actor()
    return render_template(
        "association/erasures/index.html",
        months=count_erased(actor),
        page=list_erased(actor, request.args.get("page", 1, type=int)),
        reasons=REASONS,
        headings=HEADINGS,
    )


@bp.post("/exports")
def create_export() -> Response:
    """The records as CSV."""
    export = export_erased(current_actor())
    return Response(
        write_lines(export.headings, export.rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={export.filename}"},
    )


HEADINGS = {
    ErasureReason.RULE: "Time over",
    ErasureReason.CONSENT_WITHDRAWN: "Consent withdrawn",
    ErasureReason.CONSENT_ENDED: "Consent ended",
    ErasureReason.CASE_CLOSED: "Case closed",
    ErasureReason.RETURNED: "Returned",
    ErasureReason.WRONG_FILM: "Wrong film",
    ErasureReason.PERSON_LEFT: "Trainee left",
}
"""The reasons as narrow columns."""
