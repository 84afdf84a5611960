"""The films a run looks at, in portions that fit into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from app.cases.models import Client, Cycle
from app.clips.erased.policies import erasure_ordered
from app.clips.models import Clip, ClipState
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.retention.models import KeepingReminder
from app.retention.policies import can_erase
from app.retention.runs.plan import KeptFilm
from app.trainees.models import Enrolment


def list_clients_with_films(actor: Actor, after_id: int, limit: int) -> Sequence[int]:
    """Ids of clients of whom films are kept, in order, from the next after ``after_id`` on."""
    require(can_erase(actor))
    return db.session.scalars(
        sa.select(Cycle.client_id)
        .join(Clip, Clip.cycle_id == Cycle.id)
        .where(Cycle.client_id > after_id, *_is_kept())
        .distinct()
        .order_by(Cycle.client_id)
        .limit(limit)
    ).all()


def list_kept_films(actor: Actor, client_ids: Collection[int]) -> Sequence[KeptFilm]:
    """Their films that are kept, client by client."""
    require(can_erase(actor))
    rows = db.session.execute(
        sa.select(Clip.id, Clip.uuid, Clip.kind, Client.id, Client.uuid, Enrolment.person_id)
        .join(Clip.cycle)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Client.id.in_(client_ids), *_is_kept())
        .order_by(Client.id, Clip.id)
    )
    return [KeptFilm(*row) for row in rows]


def list_reminded(actor: Actor, clip_ids: Collection[int]) -> Mapping[tuple[int, date], set[int]]:
    """(clip id, last day) -> how many days before it the trainee was told."""
    require(can_erase(actor))
    rows = db.session.execute(
        sa.select(
            KeepingReminder.clip_id, KeepingReminder.due_on, KeepingReminder.days_before
        ).where(KeepingReminder.clip_id.in_(clip_ids))
    )
    reminded: defaultdict[tuple[int, date], set[int]] = defaultdict(set)
    for clip_id, due_on, days_before in rows:
        reminded[clip_id, due_on].add(days_before)
    return reminded


def _is_kept() -> tuple[sa.ColumnElement[bool], ...]:
    return Clip.state != ClipState.ERASED, ~erasure_ordered()
