"""A family asks what is kept: passed on by its code, answered by whoever works with it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.queries import get_client
from app.core.errors import DomainError, NotFound
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor
from app.retention.exports.subject_access import queries, services
from app.retention.exports.subject_access.archive import answer_family
from app.retention.exports.subject_access.codes import find_typed_client
from app.retention.exports.subject_access.forms import RequestForm
from app.retention.exports.subject_access.policies import can_answer, can_pass_on
from app.trainees.policies import owns

bp = Blueprint("subject_access", __name__)

CLIENT = "/clients/<uuid:client_uuid>/subject-access"


@bp.app_context_processor
def describe_clients() -> dict[str, object]:
    """What the page of a client asks: whether its family wants to know what is kept."""
    return {
        "list_open_requests": lambda client: queries.list_open_requests(current_actor(), client.id)
    }


@bp.get("/subject-access")
def index_requests() -> str:
    """What was passed on, and the form for the next."""
    return _render(RequestForm())


@bp.post("/subject-access")
def create_request() -> ResponseReturnValue:
    """Pass a family's question on."""
    actor, form = current_actor(), RequestForm()
    require(can_pass_on(actor))
    try:
        if form.validate_on_submit():
            client = find_typed_client(actor, filled(form.code))
            services.pass_on(actor, client, filled(form.asked_on))
            flash("It is on record, and whoever answers has been told.", "success")
            return redirect(url_for(".index_requests"))
    except DomainError as error:
        form.show(error)
    return _render(form), 422


@bp.get(CLIENT)
def show_request(client_uuid: UUID) -> str:
    """What the trainee takes out for the family, and until when."""
    actor = current_actor()
    client = get_client(actor, client_uuid)
    require(owns(actor, client.enrolment))
    asked = queries.list_open_requests(actor, client.id)
    return render_template("retention/subject_access/show.html", client=client, asked=asked)


@bp.post(CLIENT)
def create_export(client_uuid: UUID) -> Response:
    """The answer, for the trainee to give to the family."""
    actor = current_actor()
    client = get_client(actor, client_uuid)
    require(owns(actor, client.enrolment))
    asked = queries.list_open_requests(actor, client.id)
    if not asked:
        raise NotFound("No family has asked through its organisation or the office.")
    return answer_family(actor, asked[0])


@bp.post("/subject-access/<uuid:request_uuid>/archive")
def create_archive(request_uuid: UUID) -> Response:
    """The answer, for somebody of the organisation once the trainee has left."""
    asked = queries.get_request(current_actor(), request_uuid)
    require(can_answer(current_actor(), asked))
    return answer_family(current_actor(), asked)


def _render(form: RequestForm) -> str:
    actor = current_actor()
    page = queries.list_requests(actor, request.args.get("page", 1, type=int))
    return render_template(
        "retention/subject_access/index.html",
        form=form,
        page=page,
        may_answer=lambda asked: can_answer(actor, asked),
    )
