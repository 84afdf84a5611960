"""Pages for what families said yes to."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.consents import services
from app.cases.consents.forms import ConsentForm
from app.cases.consents.queries import get_consent
from app.cases.models import Client, Purpose
from app.cases.policies import can_work_with
from app.cases.queries import get_client, list_purposes
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("consents", __name__)

ENDED = "The consent has ended. Films it opened are closed from this moment; dates and counts stay."


@bp.get("/clients/<uuid:client_uuid>/consents")
def new_consents(client_uuid: UUID) -> str:
    """The form for one signed paper."""
    client = _get_own_client(client_uuid)
    return _render(client, ConsentForm())


@bp.post("/clients/<uuid:client_uuid>/consents")
def create_consents(client_uuid: UUID) -> ResponseReturnValue:
    """Record what the family said to each purpose."""
    client = _get_own_client(client_uuid)
    form = ConsentForm()
    try:
        if _validate(form, client):
            answers, paper = form.read_answers(), _read_paper(form)
            services.record_consents(current_actor(), client, answers, paper)
            flash("The consent is on record.", "success")
            return redirect(url_for("cases.show_client", client_uuid=client.uuid))
    except DomainError as error:
        form.show(error)
    return _render(client, form), 422


@bp.post("/consents/<uuid:consent_uuid>/withdrawal")
def create_withdrawal(consent_uuid: UUID) -> ResponseReturnValue:
    """End one purpose at once, or with ``everything`` all that the family said yes to."""
    consent = get_consent(current_actor(), consent_uuid)
    if "everything" in request.form:
        services.withdraw_all_consents(current_actor(), consent.filmed_person.client)
    else:
        services.withdraw_consent(current_actor(), consent.filmed_person.client, consent.purpose)
    flash(ENDED, "success")
    return redirect(url_for("cases.show_client", client_uuid=consent.filmed_person.client.uuid))


def _get_own_client(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_work_with(current_actor(), client))
    return client


def _list_running(client: Client) -> frozenset[Purpose]:
    return list_purposes([client.id]).get(client.id, frozenset())


def _validate(form: ConsentForm, client: Client) -> bool:
    is_valid = bool(form.validate_on_submit())
    for purpose in form.find_unanswered(_list_running(client)):
        form[purpose.value].errors = ["Choose yes or no."]
        is_valid = False
    return is_valid


def _read_paper(form: ConsentForm) -> services.SignedForm:
    return services.SignedForm(
        given_on=filled(form.given_on),
        version=filled(form.form_version),
        filed_at=filled(form.filed_at),
    )


def _render(client: Client, form: ConsentForm) -> str:
    return render_template(
        "cases/consents/new.html", client=client, form=form, running=_list_running(client)
    )
