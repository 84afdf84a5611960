"""Pages for who is filmed."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.cases.filmed_people import services
from app.cases.filmed_people.forms import FilmedPersonForm, PartForm
from app.cases.filmed_people.queries import get_filmed_person, list_filmed_people
from app.cases.models import Client, FilmedPerson
from app.cases.policies import can_work_with
from app.cases.queries import get_client
from app.cases.relations import Relation
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("filmed_people", __name__)


@bp.get("/clients/<uuid:client_uuid>/filmed-people")
def index_people(client_uuid: UUID) -> str:
    """Everybody on the films, and the form for one more."""
    return _render(_get_own_client(client_uuid), FilmedPersonForm())


@bp.post("/clients/<uuid:client_uuid>/filmed-people")
def create_person(client_uuid: UUID) -> ResponseReturnValue:
    """Record somebody."""
    client, form = _get_own_client(client_uuid), FilmedPersonForm()
    try:
        if form.validate_on_submit():
            relation = Relation(filled(form.relation))
            services.add_filmed_person(current_actor(), client, relation, form.read())
            return redirect(url_for(".index_people", client_uuid=client.uuid), 303)
    except DomainError as error:
        form.show(error)
    return _render(client, form), 422


@bp.get("/filmed-people/<uuid:filmed_uuid>")
def edit_person(filmed_uuid: UUID) -> str:
    """The form for the part somebody has in the films."""
    person = _get_own_person(filmed_uuid)
    return _render_person(person, PartForm(obj=person))


@bp.post("/filmed-people/<uuid:filmed_uuid>")
def update_person(filmed_uuid: UUID) -> ResponseReturnValue:
    """Correct it."""
    person, form = _get_own_person(filmed_uuid), PartForm()
    try:
        if form.validate_on_submit():
            services.correct_filmed_person(current_actor(), person, form.read())
            return redirect(url_for(".index_people", client_uuid=person.client.uuid), 303)
    except DomainError as error:
        form.show(error)
    return _render_person(person, form), 422


@bp.post("/filmed-people/<uuid:filmed_uuid>/removal")
def create_removal(filmed_uuid: UUID) -> ResponseReturnValue:
    """Take away somebody who was recorded by mistake."""
    person = _get_own_person(filmed_uuid)
    services.remove_filmed_person(current_actor(), person)
    flash(f"{person.label.capitalize()} is no longer recorded as filmed.", "success")
    return redirect(url_for(".index_people", client_uuid=person.client.uuid), 303)


def _get_own_client(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_work_with(current_actor(), client))
    return client


def _get_own_person(filmed_uuid: UUID) -> FilmedPerson:
    person = get_filmed_person(current_actor(), filmed_uuid)
    require(can_work_with(current_actor(), person.client))
    return person


def _render(client: Client, form: FilmedPersonForm) -> str:
    people = list_filmed_people(current_actor(), client)
    return render_template(
        "cases/filmed_people/index.html", client=client, people=people, form=form
    )


def _render_person(person: FilmedPerson, form: PartForm) -> str:
    return render_template("cases/filmed_people/edit.html", person=person, form=form)
