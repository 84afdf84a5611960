"""What the portal wrote down about oneself."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.accounts.activity.queries import Show, list_activity
from app.extensions import current_actor

bp = Blueprint("activity", __name__)


@bp.get("/account/activity")
def index_events() -> str:
    """What one did, and what others did that concerns oneself."""
    show = Show(request.args.get("show", ""))
    page = list_activity(current_actor(), show, request.args.get("page", 1, type=int))
    return render_template("accounts/activity/index.html", page=page, show=show)
