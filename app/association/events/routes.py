"""The office searches the audit trail, and takes a part of it along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import itemgetter

from flask import Blueprint, Response, render_template, request

from app.association.events.queries import KINDS, EventFilter, list_events
from app.association.events.services import export_events
from app.audit.words.telling import list_labels
from app.core.csv_lines import write_lines
from app.extensions import current_actor

bp = Blueprint("events", __name__, url_prefix="/association/events")

LONGEST_WORDS = 100


@bp.get("")
def index_events() -> str:
    """Who did what, and whom it concerns."""
    wanted = _read_filter(request.args)
    page = list_events(current_actor(), wanted, request.args.get("page", 1, type=int))
    return render_template(
        "association/events/index.html",
        page=page,
        wanted=wanted,
        actions=list_labels(),
        kinds=sorted(KINDS.items(), key=itemgetter(1)),
    )


@bp.post("/exports")
def create_export() -> Response:
    """What is being looked at, as CSV."""
    export = export_events(current_actor(), _read_filter(request.form))
    return Response(
        write_lines(export.headings, export.rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={export.filename}"},
    )


def _read_filter(asked: Mapping[str, str]) -> EventFilter:
    return EventFilter(
        person=_cut(asked.get("q")),
        action=_cut(asked.get("action")),
        kind=_cut(asked.get("kind")),
        since=_read_day(asked.get("since")),
        until=_read_day(asked.get("until")),
    )


def _cut(words: str | None) -> str:
    return (words or "").strip()[:LONGEST_WORDS]


def _read_day(words: str | None) -> date | None:
    """A day somebody chose; what is none, or none that calendars reach, is left out."""
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2999 else None
