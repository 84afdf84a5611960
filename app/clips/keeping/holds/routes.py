"""Something in a film worries somebody; and the holds that wait to be looked at again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.keeping.holds import queries, services
from app.clips.keeping.holds.forms import RenewalForm, SafeguardingHoldForm
from app.clips.keeping.holds.policies import can_change_hold, can_look_after_holds, can_review_hold
from app.clips.keeping.policies import can_report_worry
from app.clips.models import Clip, Hold
from app.clips.queries import get_clip
from app.core import clock
from app.core.errors import DomainError
from app.core.forms import Choice, filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("holds", __name__)

REVIEWED_AFTER = timedelta(days=28)
"""What is proposed; whoever places the hold may choose another day."""


@bp.get("/clips/<uuid:clip_uuid>/worry")
def show_worry(clip_uuid: UUID) -> str:
    """Whom to turn to now; no details are typed here."""
    clip = get_clip(current_actor(), clip_uuid)
    require(can_report_worry(current_actor(), clip))
    return _render_worry(clip, _offer(clip, SafeguardingHoldForm(formdata=None)))


@bp.post("/clips/<uuid:clip_uuid>/safeguarding-holds")
def create_safeguarding_hold(clip_uuid: UUID) -> ResponseReturnValue:
    """Hold the film; whoever is not named sees nothing of it from now on."""
    clip = get_clip(current_actor(), clip_uuid)
    form = _offer(clip, SafeguardingHoldForm())
    try:
        if form.validate_on_submit():
            review_on, chosen = filled(form.until_on), set(form.readers.data or [])
            people = queries.list_possible_readers(current_actor(), clip)
            readers = [person for person in people if str(person.uuid) in chosen]
            services.place_safeguarding_hold(current_actor(), clip, readers, review_on)
            flash("The film is held. Now follow your employer’s procedure.", "success")
            return redirect(url_for(".show_worry", clip_uuid=clip.uuid))
    except DomainError as error:
        form.show(error)
    return _render_worry(clip, form), 422


@bp.get("/holds")
def index_holds() -> str:
    """The holds this person looks after, and those on films of their own work or their trainees'."""
    return _render_index()


@bp.post("/safeguarding-holds/<uuid:safeguarding_hold_uuid>/renewal")
def create_renewal(safeguarding_hold_uuid: UUID) -> ResponseReturnValue:
    """The hold is needed longer."""
    hold = queries.get_safeguarding_hold(current_actor(), safeguarding_hold_uuid)
    require(can_review_hold(current_actor(), hold))
    form = RenewalForm(prefix=hold.reference)
    try:
        if form.validate_on_submit():
            services.renew_safeguarding_hold(current_actor(), hold, filled(form.until_on))
            flash("The hold goes on.", "success")
            return redirect(url_for(".index_holds"))
    except DomainError as error:
        form.show(error)
    return _render_index(form), 422


@bp.post("/safeguarding-holds/<uuid:safeguarding_hold_uuid>/lifting")
def create_lifting(safeguarding_hold_uuid: UUID) -> ResponseReturnValue:
    """The hold is over."""
    hold = queries.get_safeguarding_hold(current_actor(), safeguarding_hold_uuid)
    services.lift_safeguarding_hold(current_actor(), hold)
    flash("The hold is lifted. Consent and the organisation’s rule decide again.", "success")
    return redirect(url_for(".index_holds"))


def _offer(clip: Clip, form: SafeguardingHoldForm) -> SafeguardingHoldForm:
    people = queries.list_possible_readers(current_actor(), clip)
    form.readers.choices = [Choice(str(person.uuid), person.full_name) for person in people]
    if not form.is_submitted():
        form.until_on.data = clock.today() + REVIEWED_AFTER
    return form


def _render_worry(clip: Clip, form: SafeguardingHoldForm) -> str:
    organisation = clip.cycle.client.organisation
    contact = organisation.safeguarding_contact if organisation else ""
    return render_template(
        "clips/keeping/worry.html", clip=clip, form=form, organisation=organisation, contact=contact
    )


def _render_index(refused: RenewalForm | None = None) -> str:
    actor, pages = current_actor(), request.args
    looked_after = None
    if can_look_after_holds(actor):
        looked_after = queries.list_safeguarding_holds(actor, pages.get("page", 1, type=int))
    return render_template(
        "clips/keeping/holds.html",
        form=refused,
        looked_after=looked_after,
        own=queries.list_reason_holds(actor, pages.get("own", 1, type=int)),
        find_form=partial(_find_form, refused),
        can_review=partial(can_review_hold, actor),
        can_change=partial(can_change_hold, actor),
    )


def _find_form(refused: RenewalForm | None, hold: Hold) -> RenewalForm:
    """The form that renews this hold, as it was sent where it has to be put right."""
    fresh = RenewalForm(
        formdata=None, prefix=hold.reference, until_on=clock.today() + REVIEWED_AFTER
    )
    return refused if refused and refused.until_on.name == fresh.until_on.name else fresh
