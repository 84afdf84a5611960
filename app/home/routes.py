"""The door: each person goes to their own desk."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_actor, db
from app.home.navigation import find_desk

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Send the person to the desk of their first role."""
    return redirect(url_for(find_desk(current_actor())))


@bp.get("/health")
def show_health() -> ResponseReturnValue:
    """For monitors: answers when the portal and its database do."""
    db.session.execute(sa.text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
