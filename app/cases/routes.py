"""Clients and their cycles. The page of a cycle itself is the feedback feature's."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases import queries, services
from app.cases.choices.models import ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.closings.queries import find_closing
from app.cases.consents.gaps import list_gaps
from app.cases.consents.queries import list_person_lines
from app.cases.consents.standing import PersonLine
from app.cases.family_words.queries import are_words_open
from app.cases.forms import ClientForm, ConfirmationForm, DatesForm
from app.cases.goals.queries import list_goals
from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.cases.next_step import ClientState, ClientStep, choose_client_step
from app.cases.policies import can_confirm_cycle, can_withdraw_consent, can_work_with
from app.cases.workplaces.queries import list_workplaces
from app.core import clock
from app.core.errors import DomainError, Forbidden
from app.core.forms import filled
from app.core.pagination import Page
from app.core.policy import require
from app.extensions import current_actor
from app.trainees.models import Enrolment
from app.trainees.queries import find_own_enrolment

bp = Blueprint("cases", __name__)

ADDED = "The client’s code is {}. Write it into your service’s own records now, beside the family it stands for."


@bp.get("/clients")
def index_clients() -> str:
    """The clients of one's own training."""
    actor = current_actor()
    enrolment = find_own_enrolment(actor)
    number = request.args.get("page", 1, type=int)
    page: Page[queries.ClientLine] = Page((), 1, 0)
    if enrolment is not None:
        page = queries.list_clients(actor, enrolment, number)
    return render_template("cases/index.html", page=page, enrolment=enrolment)


@bp.get("/clients/new")
def new_client() -> str:
    """The form for a new client."""
    _get_own_enrolment()
    return render_template("cases/new.html", form=_build_form())


@bp.post("/clients")
def create_client() -> ResponseReturnValue:
    """Add a client; what was typed stays where something is not right."""
    enrolment, form = _get_own_enrolment(), _build_form()
    try:
        if form.validate_on_submit():
            client = services.add_client(current_actor(), enrolment, form.read())
            flash(ADDED.format(client.code), "success")
            return redirect(url_for(".show_client", client_uuid=client.uuid))
    except DomainError as error:
        form.show(error)
    return render_template("cases/new.html", form=form), 422


@bp.get("/clients/<uuid:client_uuid>/edit")
def edit_client(client_uuid: UUID) -> str:
    """The form for what is kept beside the code."""
    client = _get_own_client(client_uuid)
    return render_template("cases/edit.html", client=client, form=_build_form(client))


@bp.post("/clients/<uuid:client_uuid>")
def update_client(client_uuid: UUID) -> ResponseReturnValue:
    """Correct what is kept beside the code."""
    client = _get_own_client(client_uuid)
    form = _build_form(client)
    try:
        if form.validate_on_submit():
            services.correct_client(current_actor(), client, form.read())
            return redirect(url_for(".show_client", client_uuid=client.uuid))
    except DomainError as error:
        form.show(error)
    return render_template("cases/edit.html", client=client, form=form), 422


@bp.get("/clients/<uuid:client_uuid>")
def show_client(client_uuid: UUID) -> str:
    """One client: what comes next, what the family said yes to, and the cycles."""
    actor = current_actor()
    client = queries.get_client(actor, client_uuid)
    lines = list_person_lines(actor, client)
    page = queries.list_cycles(actor, client, request.args.get("page", 1, type=int))
    return render_template(
        "cases/show.html",
        client=client,
        **_describe_consents(lines),
        page=page,
        goals=list_goals(actor, client),
        words_open=are_words_open(actor, client),
        can_withdraw=can_withdraw_consent(actor, client),
        **_describe_work(client, lines, page),
    )


@bp.post("/clients/<uuid:client_uuid>/cycles")
def create_cycle(client_uuid: UUID) -> ResponseReturnValue:
    """Begin the next cycle."""
    client = queries.get_client(current_actor(), client_uuid)
    cycle = services.start_cycle(current_actor(), client)
    return redirect(_address_of(cycle))


@bp.get("/cycles/<uuid:cycle_uuid>/dates")
def edit_dates(cycle_uuid: UUID) -> str:
    """The form for the two dates of a cycle."""
    cycle = queries.get_cycle(current_actor(), cycle_uuid)
    require(can_work_with(current_actor(), cycle.client))
    form = DatesForm(filmed_on=cycle.filmed_on, reviewed_on=cycle.reviewed_on)
    return render_template("cases/cycles/dates.html", cycle=cycle, form=form)


@bp.post("/cycles/<uuid:cycle_uuid>/dates")
def update_dates(cycle_uuid: UUID) -> ResponseReturnValue:
    """State when the two halves took place."""
    cycle = queries.get_cycle(current_actor(), cycle_uuid)
    form = DatesForm()
    try:
        if form.validate_on_submit():
            dates = form.filmed_on.data, form.reviewed_on.data
            services.date_cycle(current_actor(), cycle, *dates)
            return redirect(_address_of(cycle))
    except DomainError as error:
        form.show_or_raise(error)
    return render_template("cases/cycles/dates.html", cycle=cycle, form=form), 422


@bp.get("/cycles/<uuid:cycle_uuid>/confirmation")
def new_confirmation(cycle_uuid: UUID) -> str:
    """Where the supervisor stands for films that are kept elsewhere."""
    cycle = queries.get_cycle(current_actor(), cycle_uuid)
    require(can_confirm_cycle(current_actor(), cycle))
    return _render_confirmation(cycle, ConfirmationForm())


@bp.post("/cycles/<uuid:cycle_uuid>/confirmation")
def create_confirmation(cycle_uuid: UUID) -> ResponseReturnValue:
    """Confirm; the cycle counts once it is whole, and says on whose word."""
    cycle = queries.get_cycle(current_actor(), cycle_uuid)
    require(can_confirm_cycle(current_actor(), cycle))
    form = ConfirmationForm()
    try:
        if form.validate_on_submit():
            kinds = [FilmKind(kind) for kind in filled(form.kinds)]
            services.confirm_cycle(current_actor(), cycle, kinds)
            flash("Confirmed. The count says that you stood for it.", "success")
            return redirect(_address_of(cycle))
    except DomainError as error:
        form.show_or_raise(error)
    return _render_confirmation(cycle, form), 422


def _get_own_enrolment() -> Enrolment:
    enrolment = find_own_enrolment(current_actor())
    if enrolment is None:
        raise Forbidden("Clients belong to a training. The association registers you first.")
    return enrolment


def _build_form(client: Client | None = None) -> ClientForm:
    actor = current_actor()
    present = None if client is None else client.organisation
    reasons = [*list_offered(actor, ChoiceList.REFERRAL_REASON)]
    if client and client.referral_reason and client.referral_reason not in reasons:
        reasons.append(client.referral_reason)  # retired since, and still true
    return ClientForm(list_workplaces(actor, present), reasons, client)


def _get_own_client(client_uuid: UUID) -> Client:
    client = queries.get_client(current_actor(), client_uuid)
    require(can_work_with(current_actor(), client))
    return client


def _describe_work(
    client: Client, lines: Sequence[PersonLine], page: Page[queries.CycleLine]
) -> dict[str, object]:
    """Whether the work with a client goes on, what comes next, and whether it is this person's to do."""
    closing = find_closing(current_actor(), client)
    is_own = can_work_with(current_actor(), client)
    return {
        "closing": closing,
        "step": _choose_step(lines, page, is_closed=closing is not None).value,
        "is_own": is_own,
        "can_work": is_own and closing is None,
    }


def _describe_consents(lines: Sequence[PersonLine]) -> dict[str, object]:
    return {"lines": lines, "gaps": list_gaps(lines), "today": clock.today()}


def _choose_step(
    lines: Sequence[PersonLine], page: Page[queries.CycleLine], *, is_closed: bool
) -> ClientStep:
    if page.number > 1:
        return ClientStep.REST  # older cycles are being looked up
    state = ClientState(
        purposes={p for p in Purpose if lines and all(line.says_yes(p) for line in lines)},
        was_withdrawn=any(line.has_withdrawn for line in lines),
        latest=page.rows[0].steps if page.rows else None,
        is_closed=is_closed,
        has_people=bool(lines),
    )
    return choose_client_step(state)


def _address_of(cycle: Cycle) -> str:
    return url_for("feedback.show_cycle", cycle_uuid=cycle.uuid)


def _render_confirmation(cycle: Cycle, form: ConfirmationForm) -> str:
    steps = queries.list_steps([cycle])[cycle.id]
    return render_template("cases/cycles/confirmation.html", cycle=cycle, steps=steps, form=form)
