"""The lines under a film: written along while it plays, read, changed, and shown with it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.captions import pages, queries, services
from app.clips.captions.forms import CaptionForm
from app.clips.captions.policies import can_caption
from app.clips.captions.webvtt import write_webvtt
from app.clips.models import Clip
from app.clips.queries import get_studied_clip
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("captions", __name__)


@bp.get("/clips/<uuid:clip_uuid>/captions")
def show_captions(clip_uuid: UUID) -> str:
    """The film with the lines beside it; ``?edit=`` opens one of them."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    line_uuid = request.args.get("edit", type=UUID)
    edited = queries.find_caption(current_actor(), clip, line_uuid) if line_uuid else None
    return pages.render_captions(clip, edited=edited)


@bp.get("/viewings/<uuid:viewing_uuid>/captions.vtt")
def show_track(viewing_uuid: UUID) -> Response:
    """The lines as they play with the film, for everybody who may watch it."""
    lines = queries.list_shown_lines(current_actor(), viewing_uuid)
    return Response("".join(write_webvtt(lines)), content_type="text/vtt; charset=utf-8")


@bp.post("/clips/<uuid:clip_uuid>/captions")
def create_caption(clip_uuid: UUID) -> ResponseReturnValue:
    """The trainee writes a line."""
    actor, clip = current_actor(), get_studied_clip(current_actor(), clip_uuid)
    require(can_caption(actor, clip))
    form = CaptionForm()
    try:
        if form.can_be_kept():
            line = services.write_caption(actor, clip, uuid=form.get_uuid(), **form.read())
            return _go_to(clip, f"caption-{line.uuid}")
    except DomainError as error:
        form.show_or_raise(error)
    return pages.render_captions(clip, typed=form), 422


@bp.post("/captions/<uuid:caption_uuid>")
def update_caption(caption_uuid: UUID) -> ResponseReturnValue:
    """The trainee changes a line, or when it stands."""
    actor, line = current_actor(), queries.get_caption(current_actor(), caption_uuid)
    require(can_caption(actor, line.clip))
    form = CaptionForm()
    try:
        if form.can_be_kept():
            services.reword_caption(actor, line, **form.read())
            return _go_to(line.clip, f"caption-{line.uuid}")
    except DomainError as error:
        form.show_or_raise(error)
    return pages.render_captions(line.clip, typed=form, edited=line), 422


@bp.post("/captions/<uuid:caption_uuid>/removal")
def create_removal(caption_uuid: UUID) -> ResponseReturnValue:
    """The trainee takes a line away."""
    line = queries.get_caption(current_actor(), caption_uuid)
    clip = line.clip
    services.remove_caption(current_actor(), line)
    return _go_to(clip, "lines")


@bp.post("/clips/<uuid:clip_uuid>/captions/return")
def create_return(clip_uuid: UUID) -> ResponseReturnValue:
    """The trainee puts the line back that was taken away last."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    line = services.return_caption(current_actor(), clip)
    flash("The line is back.", "success")
    return _go_to(clip, f"caption-{line.uuid}")


def _go_to(clip: Clip, place: str) -> ResponseReturnValue:
    return redirect(url_for(".show_captions", clip_uuid=clip.uuid, _anchor=place), 303)
