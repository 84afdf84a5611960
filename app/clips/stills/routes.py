"""Snapshots of a film: taken, looked at, let go."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clips.models import Clip
from app.clips.playback.answers import send_stored
from app.clips.queries import get_clip
from app.clips.stills import queries, services
from app.clips.stills.forms import StillForm
from app.clips.stills.models import Still
from app.clips.stills.policies import can_keep
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import accepts_page, current_actor

bp = Blueprint("stills", __name__)

PAGE = "/clips"
"""Where a clip's page stands; it belongs to the feature that shows the most of it."""


class FrameMissing(DomainError):
    """A snapshot is of one frame."""

    message = "Say which frame of the film you want to keep."


@bp.app_template_global()
def kept_stills_of(clip: Clip) -> Sequence[Still]:
    """The snapshots of a film, for the page about what was chosen in it."""
    return queries.list_kept(current_actor(), clip)


@bp.post("/clips/<uuid:clip_uuid>/stills")
def create_still(clip_uuid: UUID) -> ResponseReturnValue:
    """Keep one frame: browsers come back to the film, scripts are told where its picture will be."""
    clip = get_clip(current_actor(), clip_uuid)
    require(can_keep(current_actor(), clip))
    form = StillForm()
    if not form.validate():
        raise FrameMissing
    still = services.keep_still(current_actor(), clip, int(filled(form.frame)))
    if accepts_page():
        flash("The still is kept.", "success")
        return redirect(f"{PAGE}/{clip_uuid}/moments#stills", 303)
    return "", 201, {"Location": url_for(".show_still", still_uuid=still.uuid)}


@bp.get("/stills/<uuid:still_uuid>")
def show_still(still_uuid: UUID) -> Response:
    """The picture; 404 until it is drawn."""
    return send_stored(queries.get_picture(current_actor(), still_uuid))


@bp.post("/stills/<uuid:still_uuid>/removal")
def create_removal(still_uuid: UUID) -> ResponseReturnValue:
    """Keep it no longer."""
    still = queries.get_still(current_actor(), still_uuid)
    clip_uuid = still.clip.uuid
    services.let_go(current_actor(), still)
    flash("The still is let go.", "success")
    return redirect(f"{PAGE}/{clip_uuid}/moments#stills", 303)
