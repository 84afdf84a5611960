"""Films shown among trainees: choosing to whom, stopping, and what others show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.clips.models import Clip
from app.clips.queries import find_posters, get_clip
from app.clips.showings import queries, services
from app.clips.showings.errors import NotAFellowTrainee
from app.clips.showings.forms import ShowingForm
from app.clips.showings.policies import can_see_showings, can_show
from app.core import clock
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("showings", __name__)

SHOWN_FOR = timedelta(weeks=4)
"""What is proposed; the trainee may choose another day."""


@bp.get("/shown")
def index_shown() -> str:
    """The films that fellow trainees show to this person now."""
    page = queries.list_shown(current_actor(), request.args.get("page", 1, type=int))
    posters = find_posters([showing.clip_id for showing in page.rows])
    return render_template("clips/showings/shown.html", page=page, posters=posters)


@bp.get("/clips/<uuid:clip_uuid>/showings")
def index_showings(clip_uuid: UUID) -> str:
    """To whom a film is shown."""
    clip, actor = get_clip(current_actor(), clip_uuid), current_actor()
    require(can_see_showings(actor, clip))
    return render_template(
        "clips/showings/index.html",
        clip=clip,
        page=queries.list_showings(actor, clip, request.args.get("page", 1, type=int)),
        may_show=can_show(actor, clip),
        is_agreed=queries.is_agreed(actor, clip),
    )


@bp.get("/clips/<uuid:clip_uuid>/showings/new")
def new_showing(clip_uuid: UUID) -> str:
    """The form, or who has not said yes yet."""
    clip = _get_own_clip(clip_uuid)
    form = ShowingForm(formdata=None, until_on=clock.today() + SHOWN_FOR)
    return _render(clip, form.offer(queries.list_group(current_actor(), clip)))


@bp.post("/clips/<uuid:clip_uuid>/showings")
def create_showing(clip_uuid: UUID) -> ResponseReturnValue:
    """Show the film to one fellow trainee."""
    clip = _get_own_clip(clip_uuid)
    group = queries.list_group(current_actor(), clip)
    form = ShowingForm().offer(group)
    try:
        if form.validate_on_submit():
            peer = _show(clip, form, group)
            flash(f"{peer.known_as} can watch this film now.", "success")
            return redirect(url_for(".index_showings", clip_uuid=clip.uuid), 303)
    except DomainError as error:
        form.show(error)
    return _render(clip, form), 422


@bp.post("/clips/<uuid:clip_uuid>/showings/<uuid:allocation_uuid>/ending")
def create_ending(clip_uuid: UUID, allocation_uuid: UUID) -> ResponseReturnValue:
    """Stop showing the film to one of them."""
    clip = _get_own_clip(clip_uuid)
    showing = queries.get_showing(current_actor(), clip, allocation_uuid)
    services.end_showing(current_actor(), showing)
    known_as = showing.allocation.person.known_as
    flash(f"{known_as} does not see this film any more. You can show it again.", "success")
    return redirect(url_for(".index_showings", clip_uuid=clip.uuid), 303)


def _get_own_clip(clip_uuid: UUID) -> Clip:
    clip = get_clip(current_actor(), clip_uuid)
    require(can_show(current_actor(), clip))
    return clip


def _show(clip: Clip, form: ShowingForm, group: Sequence[Person]) -> Person:
    """Do what the form says; answers to whom. Raises what `show_film` raises."""
    actor = current_actor()
    if form.chosen is None:
        peer = queries.find_fellow_by_address(actor, clip, filled(form.email))
    else:
        peer = next(person for person in group if str(person.uuid) == form.chosen)
    if peer is None:
        raise NotAFellowTrainee
    services.show_film(
        actor,
        clip,
        peer,
        filled(form.until_on),
        includes_feedback=bool(form.includes_feedback.data),
    )
    return peer


def _render(clip: Clip, form: ShowingForm) -> str:
    actor = current_actor()
    return render_template(
        "clips/showings/new.html",
        clip=clip,
        form=form,
        is_agreed=queries.is_agreed(actor, clip),
        silent=queries.list_silent(actor, clip),
    )
