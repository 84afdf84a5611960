"""Who is leaving, and what goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accreditation.models import Award
from app.cases.models import Client, Cycle
from app.clips.erased.policies import erasure_ordered
from app.clips.keeping.policies import is_standing
from app.clips.models import Clip, ClipState, Hold
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.retention.leaving.models import WAITING, Leaving
from app.retention.leaving.policies import can_finish, can_leave, can_see_leavings, is_current
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class FilmCounts:
    """Films of somebody's work that are still there: how many go at once, and how many a hold keeps for now."""

    going: int
    held: int


def find_own_leaving(actor: Actor) -> Leaving | None:
    """The actor's own way out, where they asked for one."""
    require(can_leave(actor))
    return db.session.scalar(
        sa.select(Leaving).where(Leaving.person_id == actor.person_id, is_current())
    )


def find_leaving(actor: Actor, person_id: int) -> Leaving | None:
    """Somebody's way out, for the office."""
    require(can_see_leavings(actor))
    return db.session.scalar(sa.select(Leaving).where(Leaving.person_id == person_id, is_current()))


def count_films(actor: Actor, person_id: int) -> FilmCounts:
    """What would become of the films of this person's clients, in numbers."""
    require(actor.person_id == person_id or can_see_leavings(actor))
    held = _is_held()
    row = db.session.execute(
        sa.select(
            sa.func.count(sa.case((~held, 1))),
            sa.func.count(sa.case((held, 1))),
        )
        .select_from(Clip)
        .where(_is_of(person_id), *_is_there())
    ).one()
    return FilmCounts(*row)


def is_accredited(actor: Actor, person_id: int) -> bool:
    """Whether the register holds this person."""
    require(actor.person_id == person_id or can_see_leavings(actor))
    return bool(db.session.scalar(sa.select(sa.exists().where(Award.person_id == person_id))))


def get_leaving(actor: Actor, leaving_id: int) -> Leaving | None:
    """The leaving a job names; None where it was taken back."""
    require(can_finish(actor))
    return db.session.scalar(
        sa.select(Leaving)
        .where(Leaving.id == leaving_id, Leaving.closed_at.is_not(None), is_current())
        .options(joinedload(Leaving.person))
    )


def list_begun(actor: Actor, after_id: int, limit: int) -> Sequence[int]:
    """Ids of leavings that were begun and have something left: films, or their end to come; in order, from ``after_id`` on."""
    require(can_finish(actor))
    theirs = sa.exists().where(_is_of(Leaving.person_id), *_is_there(), ~_is_held())
    return db.session.scalars(
        sa.select(Leaving.id)
        .where(
            Leaving.id > after_id,
            Leaving.closed_at.is_not(None),
            is_current(),
            sa.or_(Leaving.finished_at.is_(None), theirs.correlate(Leaving)),
        )
        .order_by(Leaving.id)
        .limit(limit)
    ).all()


def list_films_to_go(actor: Actor, person_id: int, limit: int) -> Sequence[Clip]:
    """Some of the films of this person's clients that no hold keeps and nobody has ordered to be erased."""
    require(can_finish(actor))
    return db.session.scalars(
        sa.select(Clip)
        .where(_is_of(person_id), *_is_there(), ~_is_held())
        .order_by(Clip.id)
        .limit(limit)
    ).all()


def is_due(actor: Actor, leaving: Leaving) -> bool:
    """Whether the time is over in which it could be taken back."""
    require(can_finish(actor))
    closed_at = leaving.closed_at
    return closed_at is not None and closed_at + WAITING <= clock.now()


def _is_of(
    person_id: int | sa.orm.InstrumentedAttribute[int],
) -> sa.ColumnElement[bool]:
    cycles = (
        sa.select(Cycle.id)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Enrolment.person_id == person_id)
    )
    return Clip.cycle_id.in_(cycles)


def _is_there() -> tuple[sa.ColumnElement[bool], ...]:
    return Clip.state != ClipState.ERASED, ~erasure_ordered()


def _is_held() -> sa.ColumnElement[bool]:
    return sa.exists().where(Hold.clip_id == Clip.id, is_standing()).correlate(Clip)
