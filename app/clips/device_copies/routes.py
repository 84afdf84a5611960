"""Asking what became of a film on its device, and taking the answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.cases.models import Cycle
from app.clips.device_copies.forms import CopyForm
from app.clips.device_copies.models import CopyAnswer
from app.clips.device_copies.policies import can_answer
from app.clips.device_copies.queries import list_open_questions
from app.clips.device_copies.services import answer_about_copy
from app.clips.models import Clip
from app.clips.queries import get_clip
from app.core.policy import require
from app.extensions import accepts_page, current_actor

bp = Blueprint("device_copies", __name__)

PAGE = "/cycles"
"""Where a cycle's page stands; it belongs to the feature that shows the most of it."""

THANKS = {
    CopyAnswer.DELETED: "Thank you. Look into your device’s bin as well: many keep what was deleted for a month.",
    CopyAnswer.LATER: "You will be reminded here tomorrow.",
    CopyAnswer.KEPT: "Noted: your service keeps it by its own rules.",
}


@bp.app_template_global()
def films_still_on_devices(cycle: Cycle | None = None) -> Sequence[Clip]:
    """The reader's films of a cycle, or all, that may lie on their device still."""
    return list_open_questions(current_actor(), cycle)


@bp.app_template_global()
def copy_answers() -> Sequence[CopyAnswer]:
    """What can be answered, in order."""
    return list(CopyAnswer)


@bp.post("/clips/<uuid:clip_uuid>/device-copies")
def create_answer(clip_uuid: UUID) -> ResponseReturnValue:
    """Take the owner's word: pages go on to the cycle, scripts get the thanks as text."""
    clip, form = get_clip(current_actor(), clip_uuid), CopyForm()
    require(can_answer(current_actor(), clip))
    if not form.validate_on_submit():
        return render_template("clips/device_copies/new.html", clip=clip, form=form), 422
    answer_about_copy(current_actor(), clip, form.read())
    if not accepts_page():
        return THANKS[form.read()], 201, {"Content-Type": "text/plain; charset=utf-8"}
    flash(THANKS[form.read()], "success")
    return redirect(f"{PAGE}/{clip.cycle.uuid}", 303)
