"""The door: each person goes to their own desk."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.invitations.queries import find_accepted_invitation
from app.accounts.profiles.queries import has_profile
from app.allocations.lost_factors.policies import can_reset_factors
from app.allocations.lost_factors.services import reset_factors
from app.extensions import current_actor, db
from app.home.caseload.desk import lay_out_desk
from app.home.navigation import find_landing, remember_desk
from app.home.pathway.picture import choose_own_step, draw_picture
from app.progress.words import LABELS, describe_standing, describe_tally
from app.supervision.policies import can_record_session
from app.trainees.queries import find_own_enrolment, get_enrolment

bp = Blueprint("home", __name__)


@bp.before_app_request
def note_desk() -> None:
    """Keep in mind at which of their desks a person sits."""
    if request.method == "GET":
        remember_desk(current_actor())


@bp.get("/")
def index() -> ResponseReturnValue:
    """Send the person to the desk they used last, else to the first of their roles."""
    return redirect(url_for(find_landing(current_actor())))


@bp.get("/health")
def show_health() -> ResponseReturnValue:
    """For monitors: answers when the portal and its database do."""
    db.session.execute(sa.text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/pathway")
def show_pathway() -> str:
    """A trainee's own home: the one next thing, what counts so far, the cycles, the way."""
    actor = current_actor()
    enrolment = find_own_enrolment(actor)
    if enrolment is None:
        invitation = find_accepted_invitation(actor, actor.person_id)
        return render_template("home/no_pathway.html", invitation=invitation)
    picture = draw_picture(actor, enrolment)
    step = choose_own_step(actor, picture)
    return render_template(
        "home/pathway.html",
        picture=picture,
        step=step,
        step_href=url_for(step.endpoint, **step.values),
        describe_tally=describe_tally,
        has_profile=has_profile(actor),
    )


@bp.get("/caseload")
def show_caseload() -> str:
    """A supervisor's home: what waits for them, oldest first, then the people they accompany."""
    desk = lay_out_desk(
        current_actor(),
        requests_page=request.args.get("requests", 1, type=int),
        trainees_page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "home/caseload.html",
        desk=desk,
        describe_standing=describe_standing,
        labels=LABELS,
        has_profile=has_profile(current_actor()),
    )


@bp.get("/trainees/<uuid:enrolment_uuid>")
def show_trainee(enrolment_uuid: UUID) -> str:
    """The same picture for those who accompany a trainee, each seeing their part of it."""
    actor = current_actor()
    enrolment = get_enrolment(actor, enrolment_uuid)
    return render_template(
        "home/trainee.html",
        picture=draw_picture(actor, enrolment),
        can_record_session=can_record_session(actor, enrolment),
        can_vouch=can_reset_factors(
            actor, enrolment.person_id, is_their_supervisor=actor.supervises(enrolment.id)
        ),
        describe_tally=describe_tally,
    )


@bp.post("/trainees/<uuid:enrolment_uuid>/vouches")
def create_vouch(enrolment_uuid: UUID) -> ResponseReturnValue:
    """Take a lost second factor away: whoever accompanies the person has spoken with them."""
    actor = current_actor()
    person = get_enrolment(actor, enrolment_uuid).person
    reset_factors(actor, person)
    flash(
        f"{person.known_as} can sign in by password now and set up a new second factor.", "success"
    )
    return redirect(url_for(".show_trainee", enrolment_uuid=enrolment_uuid))
