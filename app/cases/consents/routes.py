"""Pages for what families said yes to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.cases.consents import services
from app.cases.consents.forms import ALL, PRINTED, ConsentForm, WithdrawalForm
from app.cases.consents.queries import list_person_lines, list_wordings
from app.cases.consents.standing import PersonLine
from app.cases.filmed_people.queries import list_filmed_people
from app.cases.models import Client, FilmedPerson, Purpose
from app.cases.policies import can_withdraw_consent, can_work_with
from app.cases.queries import get_client
from app.cases.relations import EvidenceKind, Giver
from app.core.errors import DomainError
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("consents", __name__)

ENDED = "It has ended. Films it opened are closed from this moment; dates and counts stay."


@bp.get("/clients/<uuid:client_uuid>/consents")
def new_consents(client_uuid: UUID) -> ResponseReturnValue:
    """The form for one signed paper; who is filmed comes first."""
    client = _get_own_client(client_uuid)
    if not (people := list_filmed_people(current_actor(), client)):
        return redirect(url_for("filmed_people.index_people", client_uuid=client.uuid))
    return _render(client, _build_form(client, people))


@bp.post("/clients/<uuid:client_uuid>/consents")
def create_consents(client_uuid: UUID) -> ResponseReturnValue:
    """Record what the family said to each purpose."""
    client = _get_own_client(client_uuid)
    people = list_filmed_people(current_actor(), client)
    form = _build_form(client, people)
    try:
        if form.validate_on_submit() and _has_all_answers(form, client):
            _record(client, people, form)
            flash("The consent is on record.", "success")
            return redirect(url_for("cases.show_client", client_uuid=client.uuid))
    except DomainError as error:
        form.show(error)
    return _render(client, form), 422


@bp.get("/clients/<uuid:client_uuid>/withdrawals")
def new_withdrawal(client_uuid: UUID) -> str:
    """Whose consent ends, and to what; said once more before it does."""
    client = _get_client_to_withdraw(client_uuid)
    return _render_withdrawal(client, _build_withdrawal(client))


@bp.post("/clients/<uuid:client_uuid>/withdrawals")
def create_withdrawal(client_uuid: UUID) -> ResponseReturnValue:
    """End it at once."""
    client = _get_client_to_withdraw(client_uuid)
    form = _build_withdrawal(client)
    if not form.validate_on_submit():
        return _render_withdrawal(client, form), 422
    person = None if form.who.data == ALL else _find(client, form.who.data)
    services.withdraw_consents(current_actor(), client, purpose=form.read_purpose(), person=person)
    flash(ENDED, "success")
    return redirect(url_for("cases.show_client", client_uuid=client.uuid))


def _get_own_client(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_work_with(current_actor(), client))
    return client


def _get_client_to_withdraw(client_uuid: UUID) -> Client:
    client = get_client(current_actor(), client_uuid)
    require(can_withdraw_consent(current_actor(), client))
    return client


def _build_form(client: Client, people: Sequence[FilmedPerson]) -> ConsentForm:
    form = ConsentForm()
    form.offer(people, list_wordings(current_actor(), client))
    return form


def _build_withdrawal(client: Client) -> WithdrawalForm:
    form = WithdrawalForm()
    form.offer(list_filmed_people(current_actor(), client))
    return form


def _find(client: Client, uuid: str) -> FilmedPerson:
    people = list_filmed_people(current_actor(), client)
    return next(person for person in people if str(person.uuid) == uuid)


def _has_all_answers(form: ConsentForm, client: Client) -> bool:
    """Each purpose has an answer, unless everybody the form is for says yes to it already."""
    chosen = [line for line in _list_lines(client) if str(line.person.uuid) in filled(form.people)]
    running = [{p for p, mark in line.marks.items() if mark.is_yes} for line in chosen]
    missing = form.find_unanswered(frozenset(set.intersection(*running)))
    for purpose in missing:
        form[purpose.value].errors = ["Choose yes or no."]
    return not missing


def _list_lines(client: Client) -> Sequence[PersonLine]:
    return list_person_lines(current_actor(), client)


def _record(client: Client, people: Sequence[FilmedPerson], form: ConsentForm) -> None:
    chosen = [person for person in people if str(person.uuid) in filled(form.people)]
    wordings = {str(w.uuid): w for w in list_wordings(current_actor(), client)}
    paper = services.SignedForm(
        given_on=filled(form.given_on),
        version=(form.form_version.data or "").strip(),
        filed_at=filled(form.filed_at),
        given_by=Giver(filled(form.given_by)),
        evidence=EvidenceKind(filled(form.evidence)),
        from_on=form.from_on.data,
        until_on=form.until_on.data,
        wording=None if form.wording.data == PRINTED else wordings[filled(form.wording)],
    )
    services.record_consents(current_actor(), client, chosen, form.read_answers(), paper)


def _render(client: Client, form: ConsentForm) -> str:
    lines = _list_lines(client)
    running = [p for p in Purpose if lines and all(line.marks[p].is_yes for line in lines)]
    return render_template("cases/consents/new.html", client=client, form=form, running=running)


def _render_withdrawal(client: Client, form: WithdrawalForm) -> str:
    return render_template("cases/consents/end.html", client=client, form=form)
