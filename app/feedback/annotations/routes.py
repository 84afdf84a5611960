"""What was written about a film, as a file."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.clips.annotations.imports.forms import FileForm
from app.clips.annotations.imports.policies import can_bring_in
from app.clips.annotations.imports.queries import find_last_import
from app.clips.models import Clip
from app.clips.queries import get_studied_clip
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor
from app.feedback.annotations.forms import ExportForm
from app.feedback.annotations.policies import can_take_annotations
from app.feedback.annotations.services import take_annotations

bp = Blueprint("annotations", __name__)


@bp.get("/clips/<uuid:clip_uuid>/annotations")
def show_annotations(clip_uuid: UUID) -> str:
    """What may be taken out, and brought in."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    return _render(clip, ExportForm(formdata=None))


@bp.post("/clips/<uuid:clip_uuid>/annotations/exports")
def create_export(clip_uuid: UUID) -> ResponseReturnValue:
    """A file to keep, or to go on with in another program."""
    actor, clip = current_actor(), get_studied_clip(current_actor(), clip_uuid)
    require(can_take_annotations(actor, clip))
    form = ExportForm()
    if not form.validate():
        return _render(clip, form), 422
    file = take_annotations(actor, clip, filled(form.kind), form.cues.data or [])
    disposition = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.text, content_type=file.content_type, headers=disposition)


def _render(clip: Clip, form: ExportForm) -> str:
    actor = current_actor()
    return render_template(
        "feedback/annotations.html",
        clip=clip,
        form=form,
        file_form=FileForm(formdata=None),
        may_bring_in=can_bring_in(actor, clip),
        last=find_last_import(actor, clip),
    )
