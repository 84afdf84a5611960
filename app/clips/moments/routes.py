"""The moments of a film: chosen, changed, taken away."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.models import Clip
from app.clips.moments import queries, services
from app.clips.moments.forms import MomentForm, fill_form
from app.clips.moments.models import Moment
from app.clips.moments.page import MomentsPage, build_moments_page
from app.clips.moments.policies import can_choose
from app.clips.queries import get_studied_clip
from app.clips.turns.forms import TurnForm
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("moments", __name__)
Made = TypeVar("Made")

FILM_NAMES = {"interaction": "Interaction film", "shared_review": "Shared review"}


@bp.get("/clips/<uuid:clip_uuid>/moments")
def index_moments(clip_uuid: UUID) -> str:
    """The film with its moments; ``?edit=`` opens one of them."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    edited_uuid = request.args.get("edit", type=UUID)
    edited = queries.get_moment(current_actor(), edited_uuid) if edited_uuid else None
    edited = edited if edited and can_choose(current_actor(), edited.clip) else None
    page = build_moments_page(current_actor(), clip)
    form = fill_form(edited) if edited else MomentForm(formdata=None)
    return _render(page, form.offer_goals(page.list_choosable_goals(edited)), edited)


@bp.post("/clips/<uuid:clip_uuid>/moments")
def create_moment(clip_uuid: UUID) -> ResponseReturnValue:
    """Choose a moment."""
    clip = get_studied_clip(current_actor(), clip_uuid)
    require(can_choose(current_actor(), clip))
    page = build_moments_page(current_actor(), clip)
    form = MomentForm().offer_goals(page.list_choosable_goals())
    moment = form.attempt(lambda: _choose(page, form))
    if moment:
        flash("The moment is kept.", "success")
        return _go_to(clip, f"moment-{moment.uuid}")
    return _render(page, form), 422


@bp.post("/moments/<uuid:moment_uuid>")
def update_moment(moment_uuid: UUID) -> ResponseReturnValue:
    """Change a moment."""
    moment = queries.get_moment(current_actor(), moment_uuid)
    require(can_choose(current_actor(), moment.clip))
    page = build_moments_page(current_actor(), moment.clip)
    form = MomentForm().offer_goals(page.list_choosable_goals(moment))
    if form.attempt(lambda: _change(page, form, moment)):
        flash("The moment is changed.", "success")
        return _go_to(moment.clip, f"moment-{moment.uuid}")
    return _render(page, form, moment), 422


@bp.post("/moments/<uuid:moment_uuid>/removal")
def create_removal(moment_uuid: UUID) -> ResponseReturnValue:
    """Take a moment away."""
    moment = queries.get_moment(current_actor(), moment_uuid)
    clip = moment.clip
    services.remove_moment(current_actor(), moment)
    flash("The moment is removed. The film stays as it is.", "success")
    return _go_to(clip, "moments")


def _choose(page: MomentsPage, form: MomentForm) -> Moment:
    described = form.read(page.offer_tags())
    return services.choose_moment(current_actor(), page.clip, described, uuid=form.get_uuid())


def _change(page: MomentsPage, form: MomentForm, moment: Moment) -> Moment:
    services.change_moment(current_actor(), moment, form.read(page.offer_tags(moment), moment))
    return moment


def _render(page: MomentsPage, form: MomentForm, edited: Moment | None = None) -> str:
    return render_template(
        "clips/moments/index.html",
        page=page,
        clip=page.clip,
        form=form,
        edited=edited,
        offer=page.offer_tags(edited),
        chosen=form.tags.data or [],
        film_names=FILM_NAMES,
        turn_form=TurnForm(formdata=None),
        new_uuid=uuid4,
        viewing_uuid=request.args.get("viewing", type=UUID),
    )


def _go_to(clip: Clip, place: str) -> ResponseReturnValue:
    return redirect(url_for(".index_moments", clip_uuid=clip.uuid, _anchor=place), 303)
