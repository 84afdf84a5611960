"""Naming the people of a service who speak for its families."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from app.association.organisations.desk import get_managed, return_to
from app.association.people.queries import PeopleFilter, State, get_person, list_people
from app.core.forms import read_uuid
from app.extensions import current_actor
from app.organisations.named_people.queries import get_naming
from app.organisations.named_people.services import end_naming, name_person

bp = Blueprint("named_people", __name__, url_prefix="/association")

OF_ORGANISATION = "/organisations/<uuid:organisation_uuid>/named-people"
LONGEST_WORDS = 100


@bp.get(f"{OF_ORGANISATION}/new")
def new_naming(organisation_uuid: UUID) -> str:
    """Find the person by name or address."""
    organisation = get_managed(organisation_uuid)
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    wanted, number = PeopleFilter(words, state=State.ACTIVE), request.args.get("page", 1, type=int)
    page = list_people(current_actor(), wanted, number) if words else None
    return render_template(
        "association/organisations/new_naming.html",
        organisation=organisation,
        words=words,
        page=page,
    )


@bp.post(OF_ORGANISATION)
def create_naming(organisation_uuid: UUID) -> ResponseReturnValue:
    """Name somebody."""
    organisation = get_managed(organisation_uuid)
    person = get_person(current_actor(), read_uuid(request.form.get("person", "")))
    name_person(current_actor(), organisation, person)
    flash(f"{person.full_name} is named for {organisation.name}.", "success")
    return return_to(organisation, "named")


@bp.post("/named-people/<uuid:naming_uuid>/endings")
def create_naming_end(naming_uuid: UUID) -> ResponseReturnValue:
    """Name somebody no more."""
    named = get_naming(current_actor(), naming_uuid)
    end_naming(current_actor(), named)
    flash(f"{named.person.full_name} is not named any more.", "success")
    return return_to(named.organisation, "named")
