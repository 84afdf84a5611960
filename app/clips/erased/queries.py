"""Films that are gone, as whoever saw the work around them is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.cases.models import Cycle, FilmKind
from app.cases.policies import cycle_visible_to
from app.clips.erased.words import REASONS
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason
from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.extensions import db


@dataclass(frozen=True, slots=True)
class ErasedFilm:
    """A film that was in a cycle: since when nobody sees it, why, and whether the last of it is gone already."""

    kind: FilmKind
    on: date
    reason: ErasureReason
    is_gone: bool

    @property
    def sentence(self) -> str:
        """What stands in its place."""
        state = "was erased on" if self.is_gone else "is being erased since"
        return f"This film {state} {format_day(self.on)}: {REASONS[self.reason]}."


def list_erased_films(actor: Actor, cycle: Cycle) -> Sequence[ErasedFilm]:
    """The films that are gone of a cycle the actor may see, in order of their arrival."""
    in_cycle = (
        sa.select(Clip.id).join(Clip.cycle).where(Cycle.id == cycle.id, cycle_visible_to(actor))
    )
    return list_erased_among(in_cycle)


def list_erased_among(clip_ids: sa.Select[int]) -> Sequence[ErasedFilm]:
    """Those among these films that are gone; the caller says which the actor knows of."""
    rows = db.session.execute(
        sa.select(Clip.kind, ErasureOrder.ordered_at, ErasureOrder.reason, Clip.state)
        .join(ErasureOrder, ErasureOrder.clip_id == Clip.id)
        .where(Clip.id.in_(clip_ids))
        .order_by(Clip.id)
    )
    return [
        ErasedFilm(kind, clock.day_of(ordered_at), reason, state is ClipState.ERASED)
        for kind, ordered_at, reason, state in rows
    ]
