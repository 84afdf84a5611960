"""The people desk: everybody with an account, and what the office may do with one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.invitations.queries import find_accepted_invitation
from app.accounts.models import Person
from app.allocations.lost_factors.services import reset_factors
from app.association.people import queries, services
from app.association.people.corrections.forms import CorrectionForm
from app.association.people.corrections.services import correct_person
from app.association.people.policies import can_change_person
from app.association.people.records.page import read_record
from app.association.people.registrations.forms import RegistrationForm
from app.association.people.registrations.services import register_person
from app.core.actor import RoleName
from app.core.errors import DomainError
from app.core.forms import Choice, filled
from app.core.policy import require
from app.extensions import current_actor
from app.pathways.queries import get_version, list_versions
from app.trainees.policies import can_register_trainee

bp = Blueprint("people", __name__)

LONGEST_WORDS = 100
ROLES = f"any({', '.join(RoleName)})"
PERSON = "/association/people/<uuid:person_uuid>"


@bp.get("/association/people")
def index_people() -> str:
    """Everybody with an account."""
    wanted = _read_filter()
    page = queries.list_people(current_actor(), wanted, request.args.get("page", 1, type=int))
    return render_template(
        "association/people/index.html", page=page, wanted=wanted, roles=list(RoleName)
    )


@bp.get(PERSON)
def show_person(person_uuid: UUID) -> str:
    """One person as the office sees them, and what it may do."""
    actor = current_actor()
    record = read_record(
        actor,
        queries.get_person(actor, person_uuid),
        page=request.args.get("page", 1, type=int),
        reviews_page=request.args.get("reviews", 1, type=int),
    )
    return render_template(
        "association/people/show.html", record=record, person=record.person, roles=list(RoleName)
    )


@bp.post(f"{PERSON}/roles/<{ROLES}:role_name>")
def create_role(person_uuid: UUID, role_name: str) -> ResponseReturnValue:
    """Give somebody a role."""
    person = queries.get_person(current_actor(), person_uuid)
    services.grant_role(current_actor(), person, RoleName(role_name))
    return _return_to(person, f"{person.full_name} holds the role of {role_name} now.")


@bp.post(f"{PERSON}/roles/<{ROLES}:role_name>/withdrawal")
def create_withdrawal(person_uuid: UUID, role_name: str) -> ResponseReturnValue:
    """Take a role from somebody."""
    person = queries.get_person(current_actor(), person_uuid)
    services.withdraw_role(current_actor(), person, RoleName(role_name))
    return _return_to(person, f"{person.full_name} does not hold the role of {role_name} any more.")


@bp.post(f"{PERSON}/deactivations")
def create_deactivation(person_uuid: UUID) -> ResponseReturnValue:
    """Close an account at once."""
    person = queries.get_person(current_actor(), person_uuid)
    services.deactivate_person(current_actor(), person)
    return _return_to(person, f"{person.full_name} is signed out everywhere. All work stays.")


@bp.post(f"{PERSON}/reactivations")
def create_reactivation(person_uuid: UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    person = queries.get_person(current_actor(), person_uuid)
    services.reactivate_person(current_actor(), person)
    return _return_to(person, f"{person.full_name} can sign in again.")


@bp.post(f"{PERSON}/factor-resets")
def create_factor_reset(person_uuid: UUID) -> ResponseReturnValue:
    """Take a lost second factor away."""
    person = queries.get_person(current_actor(), person_uuid)
    reset_factors(current_actor(), person)
    return _return_to(
        person, f"{person.full_name} sets up a new second factor at the next sign-in."
    )


@bp.get(f"{PERSON}/edit")
def edit_person(person_uuid: UUID) -> str:
    """The form for a name and an address."""
    person = queries.get_person(current_actor(), person_uuid)
    require(can_change_person(current_actor(), person))
    form = CorrectionForm(obj=person)
    return render_template("association/people/edit.html", person=person, form=form)


@bp.post(PERSON)
def update_person(person_uuid: UUID) -> ResponseReturnValue:
    """Put a name or an address right."""
    actor, form = current_actor(), CorrectionForm()
    person = queries.get_person(actor, person_uuid)
    require(can_change_person(actor, person))
    try:
        if form.validate_on_submit():
            correct_person(actor, person, form.read())
            return _return_to(person, "Name and address stand as you entered them.")
    except DomainError as error:
        form.show(error)
    return render_template("association/people/edit.html", person=person, form=form), 422


@bp.get(f"{PERSON}/enrolments/new")
def new_enrolment(person_uuid: UUID) -> str:
    """The form that registers somebody on a pathway."""
    person = queries.get_person(current_actor(), person_uuid)
    require(can_register_trainee(current_actor(), person))
    invitation = find_accepted_invitation(current_actor(), person.id)
    form = RegistrationForm(course_completed_on=invitation and invitation.course_ended_on)
    return _render_registration(person, _offer_pathways(form))


@bp.post(f"{PERSON}/enrolments")
def create_enrolment(person_uuid: UUID) -> ResponseReturnValue:
    """Register somebody on a pathway; their supervisor is given to them next."""
    actor, form = current_actor(), _offer_pathways(RegistrationForm())
    person = queries.get_person(actor, person_uuid)
    require(can_register_trainee(actor, person))
    try:
        if form.validate_on_submit():
            version = get_version(UUID(filled(form.version)))
            days = (form.course_completed_on.data, filled(form.registered_on))
            enrolment = register_person(actor, person, version, *days)
            flash(f"{person.full_name} is registered. Give them a supervisor next.", "success")
            return redirect(url_for("association.show_trainee", enrolment_uuid=enrolment.uuid))
    except DomainError as error:
        form.show(error)
    return _render_registration(person, form), 422


def _render_registration(person: Person, form: RegistrationForm) -> str:
    invitation = find_accepted_invitation(current_actor(), person.id)
    return render_template(
        "association/people/new_enrolment.html", person=person, form=form, invitation=invitation
    )


def _offer_pathways(form: RegistrationForm) -> RegistrationForm:
    return form.offer(
        [
            Choice(str(version.uuid), f"{version.pathway.name}, version {version.number}")
            for version in list_versions()
        ]
    )


def _return_to(person: Person, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".show_person", person_uuid=person.uuid))


def _read_filter() -> queries.PeopleFilter:
    role = request.args.get("role", "")
    return queries.PeopleFilter(
        words=request.args.get("q", "").strip()[:LONGEST_WORDS],
        role=RoleName(role) if role in list(RoleName) else None,
        state=queries.State(request.args.get("state", "")),
        order=queries.Order(request.args.get("order", "")),
    )
