"""Taking what is one's own out of the portal."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from app.extensions import current_actor
from app.retention.exports.leavers.archive import answer_own_archive
from app.retention.exports.leavers.films import list_own_films

bp = Blueprint("own_data", __name__)

SHOWN_FILMS = 200
"""A page names so many; the archive's own list names all."""


@bp.get("/account/export")
def show_export() -> str:
    """What is in it, what is not and why, and how large it is."""
    films = list_own_films(current_actor())
    leaving = [film for film in films if film.reason is None]
    staying = [film for film in films if film.reason is not None]
    return render_template(
        "retention/own_data/show_export.html",
        leaving=leaving,
        staying=staying[:SHOWN_FILMS],
        staying_count=len(staying),
        size_bytes=sum(film.size_bytes for film in leaving),
    )


@bp.post("/account/export")
def create_export() -> Response:
    """The archive itself."""
    return answer_own_archive(current_actor())
