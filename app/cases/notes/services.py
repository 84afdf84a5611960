"""Writing down how a cycle went, and marking what stands beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from app.audit.services import record_event
from app.cases.family_words.errors import WordsClosed
from app.cases.family_words.queries import are_words_open
from app.cases.models import Cycle
from app.cases.notes import errors, queries
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.cases.notes.policies import can_note, can_tick
from app.cases.notes.said import Filming, SharedReview
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db


def note_filming(actor: Actor, cycle: Cycle, said: Filming) -> None:
    """Write down how the filming was, in place of what stood there. Raises WordsClosed."""
    require(can_note(actor, cycle))
    _check_words_open(actor, cycle)
    lock_row(db.session(), cycle)
    row = queries.find_filming(actor, cycle) or FilmingNotes(cycle=cycle)
    _keep(row, asdict(said))
    record_event(actor, "cycle.noted", "cycle", cycle.uuid)


def note_shared_review(actor: Actor, cycle: Cycle, said: SharedReview) -> None:
    """Write down how the shared review was, in place of what stood there. Raises WordsClosed."""
    require(can_note(actor, cycle))
    _check_words_open(actor, cycle)
    lock_row(db.session(), cycle)
    row = queries.find_review(actor, cycle) or SharedReviewNotes(cycle=cycle)
    _keep(row, asdict(said))
    record_event(actor, "cycle.noted", "cycle", cycle.uuid)


def tick_mark(actor: Actor, cycle: Cycle, kind: MarkKind, reached_on: date) -> None:
    """Say by hand that something beside the cycle was done, and when. Raises MarkInFuture, MarkBeforeFilming."""
    require(can_tick(actor, cycle, kind))
    if reached_on > clock.today():
        raise errors.MarkInFuture
    if cycle.filmed_on is not None and reached_on < cycle.filmed_on:
        raise errors.MarkBeforeFilming
    if (mark := queries.find_mark(actor, cycle, kind)) is not None:
        mark.reached_on = reached_on
    else:
        mark_cycles(actor, [cycle], kind, reached_on)
    record_event(actor, "cycle.marked", "cycle", cycle.uuid)


def untick_mark(actor: Actor, cycle: Cycle, kind: MarkKind) -> None:
    """Take a mark back that was ticked by hand."""
    require(can_tick(actor, cycle, kind))
    if (mark := queries.find_mark(actor, cycle, kind)) is not None:
        db.session.delete(mark)
        record_event(actor, "cycle.unmarked", "cycle", cycle.uuid)


def mark_cycle(actor: Actor, cycle: Cycle, kind: MarkKind) -> None:
    """Mark a cycle, today, as what just happened says; the first mark stays."""
    mark_cycles(actor, [cycle], kind, clock.today())


def mark_cycles(actor: Actor, cycles: Collection[Cycle], kind: MarkKind, reached_on: date) -> None:
    """Mark several cycles at once; those that carry the mark keep their day."""
    marked = queries.list_marked([cycle.id for cycle in cycles], kind)
    new = [
        CycleMark(cycle_id=cycle.id, kind=kind, reached_on=reached_on, marked_by_id=actor.hand)
        for cycle in cycles
        if cycle.id not in marked
    ]
    if new:
        with refusing(db.session(), {"uq_cycle_mark_cycle_id_kind": Conflict}):
            db.session.add_all(new)


def _keep(row: FilmingNotes | SharedReviewNotes, said: dict[str, object]) -> None:
    for name, value in said.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()


def _check_words_open(actor: Actor, cycle: Cycle) -> None:
    if not are_words_open(actor, cycle.client):
        raise WordsClosed
