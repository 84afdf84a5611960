"""How cycles went, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.cases.family_words.queries import are_words_open
from app.cases.models import Cycle
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.cases.notes.said import CycleNotes, Filming, SharedReview, close_words
from app.cases.policies import cycle_visible_to
from app.core.actor import Actor
from app.extensions import db


def find_filming(actor: Actor, cycle: Cycle) -> FilmingNotes | None:
    """What was written down of the filming."""
    return db.session.scalar(
        sa.select(FilmingNotes)
        .join(FilmingNotes.cycle)
        .where(FilmingNotes.cycle_id == cycle.id, cycle_visible_to(actor))
    )


def find_review(actor: Actor, cycle: Cycle) -> SharedReviewNotes | None:
    """What was written down of the shared review."""
    return db.session.scalar(
        sa.select(SharedReviewNotes)
        .join(SharedReviewNotes.cycle)
        .where(SharedReviewNotes.cycle_id == cycle.id, cycle_visible_to(actor))
    )


def read_notes(actor: Actor, cycle: Cycle) -> CycleNotes:
    """Both halves as the actor may read them now: without consent the numbers stay and the words do not."""
    is_open = are_words_open(actor, cycle.client)
    filming, review = find_filming(actor, cycle), find_review(actor, cycle)
    shown_filming = _read_filming(filming) if filming else None
    shown_review = _read_review(review) if review else None
    if not is_open:
        shown_filming = close_words(shown_filming) if shown_filming else None
        shown_review = close_words(shown_review) if shown_review else None
    return CycleNotes(shown_filming, shown_review, is_open)


def _read_filming(row: FilmingNotes) -> Filming:
    return Filming(row.place, row.is_remote, row.activity, row.minutes)


def _read_review(row: SharedReviewNotes) -> SharedReview:
    return SharedReview(
        row.minutes, row.moments_shown, row.client_words, row.insight, row.changed_goal
    )


def find_mark(actor: Actor, cycle: Cycle, kind: MarkKind) -> CycleMark | None:
    """One mark of a cycle."""
    return list_marks(actor, cycle).get(kind)


def list_marks(actor: Actor, cycle: Cycle) -> Mapping[MarkKind, CycleMark]:
    """The marks beside a cycle."""
    visible = sa.select(Cycle.id).where(Cycle.id == cycle.id, cycle_visible_to(actor))
    marks = db.session.scalars(sa.select(CycleMark).where(CycleMark.cycle_id.in_(visible)))
    return {mark.kind: mark for mark in marks}


def list_marked(cycle_ids: Collection[int], kind: MarkKind) -> frozenset[int]:
    """Those of the cycles that carry this mark."""
    return frozenset(
        db.session.scalars(
            sa.select(CycleMark.cycle_id).where(
                CycleMark.cycle_id.in_(cycle_ids), CycleMark.kind == kind
            )
        )
    )
