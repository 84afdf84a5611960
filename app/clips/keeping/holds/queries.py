"""Holds, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.queries import list_administrator_ids
from app.allocations.models import Allocation, AllocationKind
from app.cases.models import Client, Cycle
from app.clips.keeping.holds.policies import (
    can_remind,
    reason_visible_to,
    safeguarding_visible_to,
)
from app.clips.keeping.policies import is_standing
from app.clips.models import Clip, ClipShowing, Hold, HoldKind
from app.clips.policies import showing_runs
from app.core.actor import SYSTEM, Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.organisations.models import NamedPerson

_with_client = joinedload(Hold.clip).joinedload(Clip.cycle).joinedload(Cycle.client)
_with_organisation = _with_client.joinedload(Client.organisation)
_with_trainee = _with_client.joinedload(Client.enrolment)


def get_hold(actor: Actor, hold_uuid: UUID) -> Hold:
    """A hold with a reason that the actor knows of. Raises NotFound."""
    return _get(hold_uuid, reason_visible_to(actor))


def get_safeguarding_hold(actor: Actor, hold_uuid: UUID) -> Hold:
    """A hold for safeguarding that the actor looks after. Raises NotFound."""
    return _get(hold_uuid, safeguarding_visible_to(actor))


def _get(hold_uuid: UUID, criterion: sa.ColumnElement[bool]) -> Hold:
    hold = db.session.scalar(
        sa.select(Hold).where(Hold.uuid == hold_uuid, criterion).options(_with_trainee)
    )
    if hold is None:
        raise NotFound
    return hold


def list_safeguarding_holds(actor: Actor, page: int = 1) -> Page[Hold]:
    """The holds for safeguarding that stand and that the actor looks after, the next review first."""
    standing = sa.select(Hold).where(safeguarding_visible_to(actor), is_standing())
    return _read(standing.options(_with_organisation, _with_trainee), page)


def list_reason_holds(actor: Actor, page: int = 1) -> Page[Hold]:
    """The holds with a reason that stand on films of the actor's own work or of their trainees, the next end first."""
    standing = sa.select(Hold).where(reason_visible_to(actor), is_standing())
    return _read(standing.options(_with_trainee, joinedload(Hold.placed_by)), page)


def _read(standing: sa.Select[Hold], page: int) -> Page[Hold]:
    soonest_first = standing.order_by(Hold.until_on, Hold.id)
    return read_page(db.session(), soonest_first, count_rows(standing), page).build(itemgetter(0))


def find_reason_hold(actor: Actor, clip: Clip) -> Hold | None:
    """The hold with a reason that stands on this film now."""
    return db.session.scalar(
        sa.select(Hold)
        .where(Hold.clip_id == clip.id, reason_visible_to(actor), is_standing())
        .options(joinedload(Hold.placed_by))
        .order_by(Hold.id.desc())
        .limit(1)
    )


def list_possible_readers(actor: Actor, clip: Clip) -> Sequence[Person]:
    """Everybody but the actor who has a reason to see this film: its trainee, their supervisor, whom it is shown to."""
    enrolment = clip.cycle.client.enrolment
    shown = sa.exists().where(
        ClipShowing.allocation_id == Allocation.id, ClipShowing.clip_id == clip.id, showing_runs()
    )
    allocated = sa.select(Allocation.person_id).where(
        Allocation.enrolment_id == enrolment.id,
        Allocation.ended_at.is_(None),
        sa.or_(Allocation.kind == AllocationKind.SUPERVISOR, shown),
    )
    return db.session.scalars(
        sa.select(Person)
        .where(
            sa.or_(Person.id == enrolment.person_id, Person.id.in_(allocated)),
            Person.id != actor.person_id,
        )
        .order_by(Person.full_name, Person.id)
    ).all()


def list_reviewer_ids(actor: Actor, client: Client) -> Sequence[int]:
    """Whoever looks after holds on films of this client: the people its organisation named, and the office."""
    named = db.session.scalars(
        sa.select(NamedPerson.person_id).where(
            NamedPerson.organisation_id == client.organisation_id, NamedPerson.ended_at.is_(None)
        )
    ).all()
    others = [*named, *list_administrator_ids(SYSTEM)]
    return [person_id for person_id in dict.fromkeys(others) if person_id != actor.person_id]


def list_holds_to_remind(actor: Actor, today: date, again: timedelta, limit: int) -> Sequence[Hold]:
    """Holds for safeguarding whose review day has come, and of which nobody was reminded for so long."""
    require(can_remind(actor))
    return db.session.scalars(
        sa.select(Hold)
        .where(
            Hold.kind == HoldKind.SAFEGUARDING,
            is_standing(),
            Hold.until_on <= today,
            sa.or_(Hold.reminded_on.is_(None), Hold.reminded_on <= today - again),
        )
        .options(_with_client)
        .order_by(Hold.id)
        .limit(limit)
    ).all()
