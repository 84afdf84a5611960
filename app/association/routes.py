"""The association's desk: numbers, lists, allocation, exports."""

from __future__ import annotations

import enum
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.allocations.services import allocate_supervisor
from app.association.exports.services import Selection, make_export
from app.association.forms import AllocationForm
from app.association.numbers.chart import Shape, draw_accreditations
from app.association.numbers.overview import build_overview, list_closed_quarters
from app.association.numbers.palette import Theme
from app.association.policies import can_see_association
from app.association.practitioners.queries import list_practitioners
from app.association.reviews import queries as reviews
from app.association.supervisors.choices import build_choices
from app.association.supervisors.queries import (
    get_supervisor,
    list_all_supervisors,
    list_supervisors,
)
from app.association.trainees import queries as trainees
from app.core import clock
from app.core.csv_lines import write_lines
from app.core.errors import DomainError, NotFound
from app.core.forms import filled
from app.core.policy import require
from app.extensions import current_actor, current_settings
from app.organisations.approvals.queries import count_ending
from app.trainees.brought_forward.policies import can_record_position
from app.trainees.brought_forward.queries import list_positions

bp = Blueprint("association", __name__)

LISTS = "any(trainees, practitioners, supervisors, reviews)"
LONGEST_NAME = 100

Word = TypeVar("Word", bound=enum.StrEnum)


@bp.get("/association")
def show_numbers() -> str:
    """Where the association stands, and what waits."""
    weeks = _read_stalled_weeks()
    overview = build_overview(current_actor(), weeks)
    ending = count_ending(current_actor())
    return render_template(
        "association/numbers.html", overview=overview, weeks=weeks, ending=ending
    )


@bp.get("/association/charts/accreditations.svg")
def show_chart() -> Response:
    """Accreditations by quarter as a picture, up to the last quarter that is over."""
    quarters = list_closed_quarters(current_actor())
    if not quarters:
        raise NotFound
    svg = draw_accreditations(
        tuple(quarters), _read_word(Theme, "theme", "light"), _read_word(Shape, "shape", "wide")
    )
    return Response(svg, mimetype="image/svg+xml")


@bp.get("/association/trainees")
def index_trainees() -> str:
    """Everybody in training."""
    wanted = _read_trainee_filter()
    page = trainees.list_trainees(current_actor(), wanted, _read_page())
    return render_template(
        "association/trainees.html", page=page, wanted=wanted, weeks=_read_stalled_weeks()
    )


@bp.get("/association/trainees/<uuid:enrolment_uuid>")
def show_trainee(enrolment_uuid: UUID) -> str:
    """One trainee as the office sees them, and who supervises them."""
    row = trainees.get_trainee(current_actor(), enrolment_uuid)
    return _render_trainee(row, AllocationForm(enrolment=enrolment_uuid))


@bp.post("/association/allocations")
def create_allocation() -> ResponseReturnValue:
    """Give a trainee their supervisor."""
    actor = current_actor()
    require(can_see_association(actor))
    form = AllocationForm().offer(build_choices(list_all_supervisors(actor)))
    row = trainees.get_trainee(actor, form.read_trainee())
    try:
        if form.validate_on_submit():
            supervisor = get_supervisor(actor, UUID(filled(form.supervisor)))
            allocate_supervisor(actor, row.enrolment, supervisor)
            flash(f"{supervisor.full_name} supervises this trainee from now on.", "success")
            return redirect(url_for(".show_trainee", enrolment_uuid=row.enrolment.uuid))
    except DomainError as error:
        form.show(error)
    return _render_trainee(row, form), 422


@bp.get("/association/practitioners")
def index_practitioners() -> str:
    """Accredited practitioners and their numbers."""
    name = _read_name()
    page = list_practitioners(current_actor(), name, _read_page())
    return render_template("association/practitioners.html", page=page, name=name)


@bp.get("/association/supervisors")
def index_supervisors() -> str:
    """Supervisors and their load."""
    name = _read_name()
    page = list_supervisors(current_actor(), name, _read_page())
    return render_template("association/supervisors.html", page=page, name=name)


@bp.get("/association/reviews")
def index_reviews() -> str:
    """Stage reviews: those that wait, and those that are over."""
    wanted = _read_review_filter()
    page = reviews.list_reviews(current_actor(), wanted, _read_page())
    return render_template("association/reviews.html", page=page, wanted=wanted)


@bp.post(f"/association/<{LISTS}:list_name>/exports")
def create_export(list_name: str) -> Response:
    """One of the lists as CSV, as it is being looked at."""
    selection = Selection(_read_name(), _read_trainee_filter(), _read_review_filter())
    export = make_export(current_actor(), list_name, selection)
    return Response(
        write_lines(export.headings, export.rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={export.filename}"},
    )


def _render_trainee(row: trainees.TraineeRow, form: AllocationForm) -> str:
    actor = current_actor()
    form.offer(build_choices(list_all_supervisors(actor)))
    return render_template(
        "association/trainee.html",
        row=row,
        form=form,
        positions=list_positions(actor, row.enrolment),
        can_record_position=can_record_position(actor, row.enrolment),
    )


def _read_stalled_weeks() -> int:
    return current_settings().stalled_weeks


def _asked() -> MultiDict[str, str]:
    """What a list is asked for: its page in the address, its export in the form."""
    return request.form if request.method == "POST" else request.args


def _read_name() -> str:
    return _asked().get("q", "").strip()[:LONGEST_NAME]


def _read_page() -> int:
    return request.args.get("page", 1, type=int)


def _read_word(kind: type[Word], key: str, default: str) -> Word:
    try:
        return kind(_asked().get(key, default))
    except ValueError as error:
        raise NotFound from error


def _read_trainee_filter() -> trainees.TraineeFilter:
    since = clock.today() - timedelta(weeks=_read_stalled_weeks())
    show = trainees.Show(_asked().get("show", ""))
    return trainees.TraineeFilter(since, _read_name(), show)


def _read_review_filter() -> reviews.ReviewFilter:
    return reviews.ReviewFilter(_read_name(), reviews.Show(_asked().get("show", "")))
