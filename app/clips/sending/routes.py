"""The page on which a trainee sends several films at once."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.clips.sending.queries import list_places
from app.clips.uploads.limits import find_room
from app.extensions import current_actor
from app.trainees.queries import find_own_enrolment

bp = Blueprint("sending", __name__)


@bp.get("/films/sending")
def show_sending() -> str:
    """Films picked, dropped or filmed here, each told where it belongs, sent one after another."""
    actor = current_actor()
    room = find_room(actor)
    return render_template(
        "clips/sending/show.html",
        room=room,
        clients=list_places(actor, room),
        has_training=find_own_enrolment(actor) is not None,
    )
