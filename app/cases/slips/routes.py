"""The slip that a family takes home, to read here or to print."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, url_for

from app.cases.models import Client
from app.cases.queries import get_client
from app.cases.slips.words import STEPS, Slip, write_slip
from app.core.documents import draw_document
from app.extensions import current_actor, current_settings, release_connection

bp = Blueprint("slips", __name__)


@bp.get("/clients/<uuid:client_uuid>/slip")
def show_slip(client_uuid: UUID) -> str:
    """The slip as a page that prints well."""
    client = get_client(current_actor(), client_uuid)
    return render_template("cases/slips/show.html", client=client, slip=_write(client), steps=STEPS)


@bp.get("/clients/<uuid:client_uuid>/slip.pdf")
def show_document(client_uuid: UUID) -> Response:
    """The slip as a PDF, drawn after the transaction."""
    slip = _write(get_client(current_actor(), client_uuid))
    release_connection()
    headers = {"Content-Disposition": f'attachment; filename="slip-{slip.code}.pdf"'}
    return Response(
        draw_document("slip.typ", slip.describe()), content_type="application/pdf", headers=headers
    )


def _write(client: Client) -> Slip:
    settings = current_settings()
    address = settings.public_url + url_for("withdrawals.new_withdrawal")
    return write_slip(client, settings.association_name, address)
