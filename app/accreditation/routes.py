"""Stage reviews: asked for, given, decided; and the award at the end."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import queries, services
from app.accreditation.appointments.queries import get_person
from app.accreditation.appointments.services import appoint_reviewer
from app.accreditation.awards.answers import answer_certificate
from app.accreditation.awards.queries import find_own_award, get_award
from app.accreditation.awards.services import record_certificate
from app.accreditation.decisions.services import decide_review
from app.accreditation.forms import AppointmentForm, DecisionForm, ReviewForm
from app.accreditation.models import Outcome
from app.accreditation.pages import (
    AskingPage,
    build_asking_page,
    offer_reviewers,
    render_review,
)
from app.accreditation.policies import can_appoint, can_decide
from app.core.errors import DomainError, Forbidden, NotFound
from app.core.forms import filled, read_uuid
from app.core.policy import require
from app.extensions import current_actor
from app.trainees.models import Enrolment
from app.trainees.queries import find_own_enrolment

bp = Blueprint("accreditation", __name__)


@bp.get("/reviews")
def index_reviews() -> str:
    """The reviews this person knows of; those that wait stand first."""
    page = queries.list_reviews(current_actor(), request.args.get("page", 1, type=int))
    waiting = queries.list_reviews_to_decide(current_actor())
    return render_template("accreditation/index.html", page=page, waiting=waiting)


@bp.get("/reviews/new")
def new_review() -> ResponseReturnValue:
    """Ask for the review of the stage one is in; where that is done already, its page."""
    actor = current_actor()
    enrolment = _get_own_enrolment()
    if review := queries.find_open_review(actor, enrolment):
        flash("Your review is asked for already. This is how it stands.", "info")
        return redirect(url_for(".show_review", review_uuid=review.uuid))
    page = build_asking_page(actor, enrolment)
    return _render_asking(enrolment, page, page.fill(ReviewForm()))


@bp.post("/reviews")
def create_review() -> ResponseReturnValue:
    """Ask."""
    enrolment = _get_own_enrolment()
    page = build_asking_page(current_actor(), enrolment)
    form, status = page.fill(ReviewForm()), 422
    try:
        if form.validate_on_submit():
            asked = _read_request(form)
            review = services.request_review(current_actor(), enrolment, asked)
            return redirect(url_for(".show_review", review_uuid=review.uuid))
    except DomainError as error:
        form.show(error)
        status = error.status
    return _render_asking(enrolment, page, form), status


@bp.get("/reviews/<uuid:review_uuid>")
def show_review(review_uuid: UUID) -> str:
    """One review: what is shown depends on why the reader knows of it."""
    actor = current_actor()
    return render_review(actor, queries.get_review(actor, review_uuid))


@bp.post("/reviews/<uuid:review_uuid>/withdrawal")
def create_withdrawal(review_uuid: UUID) -> ResponseReturnValue:
    """Take one's own request back."""
    actor = current_actor()
    services.withdraw_review(actor, queries.get_review(actor, review_uuid).review)
    flash("Withdrawn. Your words and films are kept for when you ask again.", "success")
    return redirect(url_for(".show_review", review_uuid=review_uuid))


@bp.post("/reviews/<uuid:review_uuid>/appointments")
def create_appointment(review_uuid: UUID) -> ResponseReturnValue:
    """Give the review to a supervisor who is not the trainee's own."""
    actor, row = current_actor(), queries.get_review(current_actor(), review_uuid)
    require(can_appoint(actor, row.review))
    form, status = offer_reviewers(AppointmentForm(), row), 422
    try:
        if form.validate_on_submit():
            reviewer = get_person(read_uuid(filled(form.reviewer)))
            replaces = read_uuid(form.replaces.data) if form.replaces.data else None
            appoint_reviewer(actor, row.review, reviewer, replaces=replaces)
            flash(f"{reviewer.full_name} has been given this review.", "success")
            return redirect(url_for(".show_review", review_uuid=review_uuid))
    except DomainError as error:
        form.show(error)
        status = error.status
    return render_review(actor, row, appointing=form), status


@bp.post("/reviews/<uuid:review_uuid>/decision")
def create_decision(review_uuid: UUID) -> ResponseReturnValue:
    """Decide, in words, for good."""
    actor, row = current_actor(), queries.get_review(current_actor(), review_uuid)
    appointment = row.appointment
    if appointment is None or not can_decide(actor, appointment):
        raise Forbidden
    form = DecisionForm()
    if not form.validate_on_submit():
        return render_review(actor, row, deciding=form), 422
    decide_review(actor, appointment, Outcome(form.outcome.data), filled(form.words))
    flash("Decided. The trainee and their supervisor are told now.", "success")
    return redirect(url_for(".show_review", review_uuid=review_uuid))


@bp.get("/award")
def show_award() -> str:
    """One's own accreditation."""
    return render_template("accreditation/award.html", award=find_own_award(current_actor()))


@bp.post("/awards/<uuid:award_uuid>/certificate")
def create_certificate(award_uuid: UUID) -> Response:
    """The certificate as a PDF."""
    award = get_award(current_actor(), award_uuid)
    record_certificate(current_actor(), award)
    return answer_certificate(award)


def _get_own_enrolment() -> Enrolment:
    enrolment = find_own_enrolment(current_actor())
    if enrolment is None:
        raise NotFound
    return enrolment


def _render_asking(enrolment: Enrolment, page: AskingPage, form: ReviewForm) -> str:
    return render_template("accreditation/new.html", enrolment=enrolment, page=page, form=form)


def _read_request(form: ReviewForm) -> services.ReviewRequest:
    return services.ReviewRequest(
        statement=filled(form.statement),
        clip_uuids=frozenset(form.clips.data or ()),
        includes_feedback=bool(form.includes_feedback.data),
    )
