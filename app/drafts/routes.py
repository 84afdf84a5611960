"""Where pages put what was typed and not sent. Plain text in, plain text out."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.drafts import queries, services
from app.extensions import current_actor

bp = Blueprint("drafts", __name__)

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/drafts/<path:key>")
def show_draft(key: str) -> ResponseReturnValue:
    """The text, or 204 where nothing waits."""
    draft = queries.find_draft(current_actor(), key)
    return (draft.body, 200, PLAIN) if draft else ("", 204)


@bp.put("/drafts/<path:key>")
def update_draft(key: str) -> ResponseReturnValue:
    """Keep the text in the body of the request."""
    services.keep_draft(current_actor(), key, request.get_data(as_text=True))
    return "", 204


@bp.delete("/drafts/<path:key>")
def delete_draft(key: str) -> ResponseReturnValue:
    """Forget it."""
    services.forget_draft(current_actor(), key)
    return "", 204
