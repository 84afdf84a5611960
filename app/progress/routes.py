"""What counted and why."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from app.extensions import current_actor
from app.progress.queries import count_confirmed_elsewhere, count_progress, list_counted
from app.progress.tally import Progress, Tally
from app.progress.words import describe_standing, explain_session
from app.trainees.brought_forward.queries import list_positions
from app.trainees.models import Enrolment
from app.trainees.policies import owns
from app.trainees.queries import get_enrolment

bp = Blueprint("progress", __name__)


@bp.get("/trainees/<uuid:enrolment_uuid>/counts")
def show_counts(enrolment_uuid: UUID) -> str:
    """The numbers by stage and, for the trainee and their supervisor, everything behind them."""
    actor = current_actor()
    enrolment = get_enrolment(actor, enrolment_uuid)
    progress = count_progress([enrolment.id])[enrolment.id]
    return render_template(
        "progress/counts.html",
        enrolment=enrolment,
        is_own=owns(actor, enrolment),
        progress=progress,
        rows=_list_rows(enrolment, progress),
        positions=list_positions(actor, enrolment),
        elsewhere=count_confirmed_elsewhere(actor, enrolment),
        work=list_counted(actor, enrolment, *_read_pages()),
        describe=describe_standing,
        explain=explain_session,
    )


def _read_pages() -> list[int]:
    return [request.args.get(name, 1, type=int) for name in ("cycles", "sessions")]


def _list_rows(enrolment: Enrolment, progress: Progress) -> list[tuple[str, Tally]]:
    rows = [
        (stage.name, progress.by_stage.get(stage.id, Tally())) for stage in enrolment.version.stages
    ]
    if progress.brought_forward:
        rows.append(("Brought forward", progress.brought_forward.whole))
    return [*rows, ("In all", progress.total)]
