"""The portal with two more addresses: the same server doing the least it could do."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, Response, render_template_string, send_file

from app import create_app
from app.clips.playback.queries import get_film
from app.extensions import current_actor, current_settings, release_connection

PLAIN_FILM = "plain.mp4"
EMPTY_PAGE = '{% extends "layouts/page.html" %}{% block title %}Empty{% endblock %}'


def make_app() -> Flask:
    """What gunicorn loads."""
    app = create_app()
    app.add_url_rule("/plain/<uuid:viewing_uuid>/film", view_func=show_plain_film)
    app.add_url_rule("/plain/page", view_func=show_empty_page)
    return app


def show_plain_film(viewing_uuid: UUID) -> Response:
    """A film as it lies on the disk, unsealed, for whoever may watch it at this moment."""
    get_film(current_actor(), viewing_uuid)
    release_connection()
    return send_file(current_settings().data_dir / PLAIN_FILM, mimetype="video/mp4")


def show_empty_page() -> str:
    """A page with its frame and nothing in it."""
    return render_template_string(EMPTY_PAGE)
