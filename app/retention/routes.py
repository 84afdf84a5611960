"""What a trainee reads of films that are gone."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.extensions import current_actor
from app.retention.queries import list_records

bp = Blueprint("retention", __name__)


@bp.get("/films-erased")
def index_erased() -> str:
    """The records of the reader's own films that were erased."""
    page = list_records(current_actor(), request.args.get("page", 1, type=int))
    return render_template("retention/erased.html", page=page)
