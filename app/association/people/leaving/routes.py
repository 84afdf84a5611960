"""Somebody leaves, as the office sees it through."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.association.people import queries
from app.association.people.leaving.services import close_for_good
from app.association.people.policies import can_change_person
from app.core.durations import format_day
from app.extensions import current_actor
from app.retention.leaving.queries import count_films, find_leaving, is_accredited

bp = Blueprint("leavings", __name__)

LEAVING = "/association/people/<uuid:person_uuid>/leaving"


@bp.get(LEAVING)
def show_leaving(person_uuid: UUID) -> str:
    """What closing the account for good would do, or has begun."""
    actor = current_actor()
    person = queries.get_person(actor, person_uuid)
    return render_template(
        "association/people/leaving.html",
        person=person,
        leaving=find_leaving(actor, person.id),
        films=count_films(actor, person.id),
        is_accredited=is_accredited(actor, person.id),
        carries_work=queries.carries_work(actor, person),
        can_change=can_change_person(actor, person),
    )


@bp.post(LEAVING)
def create_leaving(person_uuid: UUID) -> ResponseReturnValue:
    """Close the account for good."""
    actor = current_actor()
    person = queries.get_person(actor, person_uuid)
    close_for_good(actor, person)
    leaving = find_leaving(actor, person.id)
    day = format_day(leaving.finishes_on if leaving else None)
    flash(f"The account is closed. On {day} nothing but a nameless row is left.", "success")
    return redirect(url_for(".show_leaving", person_uuid=person.uuid))
