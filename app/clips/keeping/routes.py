"""How long a film stays: hold it, keep it longer, let a wrong one go."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.cases.models import Purpose
from app.clips.keeping import services
from app.clips.keeping.holds import services as holds
from app.clips.keeping.holds.queries import get_hold
from app.clips.keeping.pages import read_extension_form, read_hold_form, render_keeping
from app.clips.keeping.policies import can_decide_keeping
from app.clips.models import Clip
from app.clips.queries import get_clip
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("keeping", __name__)

GONE = "The film is gone from this moment. Its place in the cycle is free for the right one."


@bp.get("/clips/<uuid:clip_uuid>/keeping")
def show_keeping(clip_uuid: UUID) -> str:
    """Until when the film stays and why."""
    return render_keeping(_get_own_clip(clip_uuid))


@bp.post("/clips/<uuid:clip_uuid>/holds")
def create_hold(clip_uuid: UUID) -> ResponseReturnValue:
    """Hold the film for a reason."""
    clip, form = _get_own_clip(clip_uuid), read_hold_form()
    try:
        if form.validate_on_submit():
            reason, until_on = filled(form.reason), filled(form.until_on)
            holds.place_hold(current_actor(), clip, reason, until_on)
            return _go_back(clip, "The film is held. It is not erased until the hold has ended.")
    except DomainError as error:
        form.show_or_raise(error)
    return render_keeping(clip, form), 422


@bp.post("/holds/<uuid:hold_uuid>")
def update_hold(hold_uuid: UUID) -> ResponseReturnValue:
    """Give the hold another end."""
    hold, form = get_hold(current_actor(), hold_uuid), read_hold_form()
    clip = _get_own_clip(hold.clip.uuid)
    try:
        if form.validate_on_submit():
            reason, until_on = filled(form.reason), filled(form.until_on)
            holds.move_hold(current_actor(), hold, reason, until_on)
            return _go_back(clip, "The hold has another end.")
    except DomainError as error:
        form.show_or_raise(error)
    return render_keeping(clip, form), 422


@bp.post("/holds/<uuid:hold_uuid>/ending")
def create_ending(hold_uuid: UUID) -> ResponseReturnValue:
    """Lift the hold."""
    hold = get_hold(current_actor(), hold_uuid)
    holds.lift_hold(current_actor(), hold)
    flash("The hold is lifted. The film goes when its last day comes.", "success")
    return redirect(url_for("feedback.show_cycle", cycle_uuid=hold.clip.cycle.uuid))


@bp.post("/clips/<uuid:clip_uuid>/extensions")
def create_extension(clip_uuid: UUID) -> ResponseReturnValue:
    """Keep the film longer, within the consent."""
    clip = _get_own_clip(clip_uuid)
    form = read_extension_form(clip)
    try:
        if form.validate_on_submit():
            chosen = Purpose(form.purpose.data), filled(form.until_on), filled(form.reason)
            services.extend_keeping(current_actor(), clip, *chosen)
            return _go_back(clip, "The film is kept longer.")
    except DomainError as error:
        form.show_or_raise(error)
    return render_keeping(clip, form), 422


@bp.post("/clips/<uuid:clip_uuid>/removal")
def create_removal(clip_uuid: UUID) -> ResponseReturnValue:
    """Let a wrong film go at once."""
    clip = get_clip(current_actor(), clip_uuid)
    services.remove_wrong_film(current_actor(), clip)
    flash(GONE, "success")
    return redirect(url_for("feedback.show_cycle", cycle_uuid=clip.cycle.uuid))


def _get_own_clip(clip_uuid: UUID) -> Clip:
    clip = get_clip(current_actor(), clip_uuid)
    require(can_decide_keeping(current_actor(), clip))
    return clip


def _go_back(clip: Clip, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".show_keeping", clip_uuid=clip.uuid))
