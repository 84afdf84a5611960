"""A case as it went, on a page and on paper."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from app.cases.queries import get_client
from app.clips.timelines.events import group_by_month
from app.clips.timelines.policies import can_take_summary
from app.clips.timelines.queries import tell_case
from app.clips.timelines.services import take_summary
from app.clips.timelines.summary import describe_summary
from app.core import clock
from app.core.documents import draw_what_prints
from app.core.pagination import cut_page
from app.extensions import current_actor, current_settings, release_connection

bp = Blueprint("timelines", __name__)


@bp.get("/clients/<uuid:client_uuid>/timeline")
def show_timeline(client_uuid: UUID) -> str:
    """Everything that happened with one client, from the first day on."""
    client = get_client(current_actor(), client_uuid)
    story = tell_case(current_actor(), client)
    page = cut_page(story.events, request.args.get("page", 1, type=int))
    return render_template(
        "clips/timeline.html",
        client=client,
        story=story,
        page=page,
        months=list(group_by_month(page.rows)),
        can_take=can_take_summary(current_actor(), client),
    )


@bp.post("/clients/<uuid:client_uuid>/summaries")
def create_summary(client_uuid: UUID) -> Response:
    """The summary as a PDF to keep or print."""
    story = take_summary(current_actor(), get_client(current_actor(), client_uuid))
    association, code = current_settings().association_name, story.client.code
    words = describe_summary(story, association, clock.today())
    release_connection()
    return Response(
        draw_what_prints("case-summary.typ", words),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="summary-{code}.pdf"'},
    )
