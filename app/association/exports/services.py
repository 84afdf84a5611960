"""Taking a list out of the portal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.association.policies import can_export
from app.association.practitioners.queries import list_all_practitioners
from app.association.reviews.queries import ReviewFilter, list_all_reviews
from app.association.supervisors.queries import list_all_supervisors
from app.association.trainees.queries import TraineeFilter, list_all_trainees
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.csv_lines import Cell
from app.core.policy import require


@dataclass(frozen=True, slots=True)
class Export:
    """A list with its headings, read whole, so that no transaction waits for a slow reader."""

    filename: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was being looked at when the export was asked for."""

    name: str
    trainees: TraineeFilter
    reviews: ReviewFilter


def make_export(actor: Actor, list_name: str, selection: Selection) -> Export:
    """Read one of the lists in `EXPORTS` whole, and put on record who took it."""
    require(can_export(actor))
    headings, read = EXPORTS[list_name]
    rows = read(actor, selection)
    record_event(actor, "export.made", f"list of {list_name}")
    return Export(f"{list_name}-{clock.today().isoformat()}.csv", headings, rows)


def _read_trainees(actor: Actor, selection: Selection) -> Sequence[Sequence[Cell]]:
    return [
        (
            row.enrolment.person.full_name,
            row.enrolment.version.pathway.name,
            row.stage.name,
            row.enrolment.registered_on,
            row.supervisor,
            row.last_session_on,
            row.progress.total.cycles,
            row.progress.total.clients,
            row.progress.total.minutes,
        )
        for row in list_all_trainees(actor, selection.trainees)
    ]


def _read_practitioners(actor: Actor, selection: Selection) -> Sequence[Sequence[Cell]]:
    return [
        (row.name, row.number, row.accredited_on, row.registered_on, row.pathway)
        for row in list_all_practitioners(actor, selection.name)
    ]


def _read_supervisors(actor: Actor, selection: Selection) -> Sequence[Sequence[Cell]]:
    return [
        (row.name, row.email, row.trainees, row.to_confirm, row.to_review)
        for row in list_all_supervisors(actor, selection.name)
    ]


def _read_reviews(actor: Actor, selection: Selection) -> Sequence[Sequence[Cell]]:
    return [
        (
            row.trainee,
            row.stage,
            row.review_name,
            clock.day_of(row.requested_at),
            row.reviewer,
            row.outcome.value.replace("_", " ") if row.outcome else None,
            row.decided_on,
        )
        for row in list_all_reviews(actor, selection.reviews)
    ]


EXPORTS: Mapping[
    str, tuple[Sequence[str], Callable[[Actor, Selection], Sequence[Sequence[Cell]]]]
] = {
    "trainees": (
        (
            *("Trainee", "Pathway", "Stage", "Registered", "Supervisor", "Last session"),
            *("Cycles", "Clients", "Supervision minutes"),
        ),
        _read_trainees,
    ),
    "practitioners": (
        ("Practitioner", "Accreditation number", "Accredited", "Registered", "Pathway"),
        _read_practitioners,
    ),
    "supervisors": (
        ("Supervisor", "E-mail", "Trainees", "Sessions to confirm", "Reviews to decide"),
        _read_supervisors,
    ),
    "reviews": (
        ("Trainee", "Stage", "Review", "Asked for", "Reviewer", "Decision", "Decided"),
        _read_reviews,
    ),
}
