"""What stayed in people's texts although it looks identifying: counted, and looked at by sample. Never the texts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.association.policies import can_see_association
from app.association.wording import queries, services
from app.association.wording.forms import SampleForm
from app.association.wording.models import Verdict
from app.association.wording.tally import COLUMNS
from app.core.errors import DomainError, NotFound
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("words", __name__, url_prefix="/association/identifying-words")


@bp.get("")
def show_words() -> str:
    """The counts of the last twelve months, and the samples that were drawn."""
    return _render(SampleForm(formdata=None))


@bp.post("/samples")
def create_sample() -> ResponseReturnValue:
    """Draw a sample."""
    require(can_see_association(current_actor()))
    form = SampleForm()
    try:
        if form.validate_on_submit():
            category, size = form.read_category(), form.read_size()
            sample = services.draw_sample(current_actor(), category, size)
            return redirect(url_for(".show_sample", sample_uuid=sample.uuid))
    except DomainError as error:
        form.show(error)
    return _render(form), 422


@bp.get("/samples/<uuid:sample_uuid>")
def show_sample(sample_uuid: UUID) -> str:
    """One sample, thing by thing."""
    row = queries.get_sample(current_actor(), sample_uuid)
    number = request.args.get("page", 1, type=int)
    page = queries.list_sampled(current_actor(), row.sample, number)
    return render_template("association/wording/sample.html", row=row, page=page, headings=COLUMNS)


@bp.post("/sampled/<uuid:sampled_uuid>/verdict")
def create_verdict(sampled_uuid: UUID) -> ResponseReturnValue:
    """Say that it may stay, or ask for other words."""
    sampled = queries.get_sampled(current_actor(), sampled_uuid)
    verdict = _read_verdict(request.form.get("verdict", ""))
    services.judge_words(current_actor(), sampled, verdict)
    flash("Fine as it is." if verdict is Verdict.FINE else "The author has been asked.", "success")
    anchor = f"words-{sampled.place}"
    address = url_for(".show_sample", sample_uuid=sampled.sample.uuid, _anchor=anchor)
    return redirect(address, 303)


def _render(form: SampleForm) -> str:
    actor = current_actor()
    return render_template(
        "association/wording/index.html",
        tally=queries.tally_words(actor, _read_month(request.args.get("month", ""))),
        samples=queries.list_samples(actor, request.args.get("page", 1, type=int)),
        headings=COLUMNS,
        form=form,
    )


def _read_month(words: str) -> date | None:
    """The month somebody chose, as its first day; what is none is left out."""
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return None


def _read_verdict(words: str) -> Verdict:
    try:
        return Verdict(words)
    except ValueError as error:
        raise NotFound from error
