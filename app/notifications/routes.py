"""The page behind the bell."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_actor
from app.notifications import queries, services

bp = Blueprint("notifications", __name__)


@bp.get("/notifications")
def index_notifications() -> str:
    """Everything the person was told, newest first."""
    page = queries.list_notifications(current_actor(), request.args.get("page", 1, type=int))
    return render_template("notifications/index.html", page=page)


@bp.post("/notifications/readings")
def create_reading() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_all_read(current_actor())
    return redirect(url_for(".index_notifications"))
