"""Bringing annotations in from a file: chosen, looked at tier by tier, confirmed, and taken back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.annotations.imports import pages, queries, services
from app.clips.annotations.imports.forms import REPLACE, ConfirmationForm, FileForm
from app.clips.annotations.imports.models import AnnotationImport
from app.clips.annotations.imports.policies import can_bring_in
from app.clips.annotations.imports.reading.file import read_file
from app.clips.models import Clip
from app.clips.queries import get_studied_clip
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor, write_apart

bp = Blueprint("annotation_imports", __name__)


@bp.post("/clips/<uuid:clip_uuid>/annotations/imports")
def create_import(clip_uuid: UUID) -> ResponseReturnValue:
    """Look at a file. It is read first, while nobody waits for the database."""
    actor, clip = current_actor(), get_studied_clip(current_actor(), clip_uuid)
    require(can_bring_in(actor, clip))
    form = FileForm()
    try:
        if form.validate():
            file = read_file(filled(form.file).read())
            with write_apart():
                staged = services.stage_import(actor, get_studied_clip(actor, clip_uuid), file).uuid
            return redirect(url_for(".show_import", clip_uuid=clip_uuid, file_uuid=staged), 303)
    except DomainError as error:
        form.show_or_raise(error)
    clip = get_studied_clip(actor, clip_uuid)
    return render_template("clips/annotations/new.html", clip=clip, form=form), 422


@bp.get("/clips/<uuid:clip_uuid>/annotations/imports/<uuid:file_uuid>")
def show_import(clip_uuid: UUID, file_uuid: UUID) -> str:
    """Tier by tier what would come in; the address says what was chosen."""
    _, staged = _get(clip_uuid, file_uuid)
    plan = services.plan_import(current_actor(), staged, request.args)
    return pages.render_import(staged, plan, ConfirmationForm(formdata=None))


@bp.post("/clips/<uuid:clip_uuid>/annotations/imports/<uuid:file_uuid>/confirmation")
def create_confirmation(clip_uuid: UUID, file_uuid: UUID) -> ResponseReturnValue:
    """Write what comes of it."""
    clip, staged = _get(clip_uuid, file_uuid)
    plan = services.plan_import(current_actor(), staged, request.form)
    form = ConfirmationForm().point_out(plan.pointed)
    try:
        if form.is_whole():
            agreed, replaces = form.settle(plan), form.captions.data == REPLACE
            services.confirm_import(current_actor(), staged, agreed, replaces=replaces)
            came = "annotation" if staged.count == 1 else "annotations"
            return _go_on(clip, f"{staged.count:,} {came} came in.")
    except DomainError as error:
        form.show_or_raise(error)
    return pages.render_import(staged, plan, form), 422


@bp.post("/clips/<uuid:clip_uuid>/annotations/imports/<uuid:file_uuid>/cancellation")
def create_cancellation(clip_uuid: UUID, file_uuid: UUID) -> ResponseReturnValue:
    """Put the file away."""
    clip, staged = _get(clip_uuid, file_uuid)
    services.cancel_import(current_actor(), staged)
    return _go_on(clip, "Put away. Nothing was changed.")


@bp.post("/clips/<uuid:clip_uuid>/annotations/imports/<uuid:file_uuid>/undoing")
def create_undoing(clip_uuid: UUID, file_uuid: UUID) -> ResponseReturnValue:
    """Take back what came in last."""
    clip, confirmed = _get(clip_uuid, file_uuid)
    services.undo_import(current_actor(), confirmed)
    return _go_on(clip, "Taken back. The film is as it was before that file.")


def _get(clip_uuid: UUID, file_uuid: UUID) -> tuple[Clip, AnnotationImport]:
    clip = get_studied_clip(current_actor(), clip_uuid)
    require(can_bring_in(current_actor(), clip))
    return clip, queries.get_import(current_actor(), clip, file_uuid)


def _go_on(clip: Clip, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("annotations.show_annotations", clip_uuid=clip.uuid), 303)
