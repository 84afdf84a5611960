"""Events and their seals, read as the driver gives them: a byte that a type would read over is seen, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa

from app.audit.models import AuditEvent, AuditSeal, SealerLease
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db

LONGEST_LEASE = timedelta(minutes=1)
"""More than a lease and what the clocks of two hosts may differ by."""

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LastSeal:
    """Where the chain ends: its last place, and the MAC there."""

    place: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the chain as it stands in the database; ``event`` is empty where its row is gone."""

    seal: Row
    event: Row
    mac: object


@dataclass(frozen=True, slots=True)
class Tail:
    """Events without a place yet."""

    count: int
    oldest_at: datetime | None


def _untyped(model: type[AuditEvent] | type[AuditSeal]) -> sa.TableClause:
    columns: list[sa.ColumnClause[Any]] = [
        sa.column(column.name) for column in model.__table__.columns
    ]
    return sa.table(model.__tablename__, *columns)


_event, _seal = _untyped(AuditEvent), _untyped(AuditSeal)
_EVENT_WIDTH = len(_event.c)


def find_last_seal(actor: Actor) -> LastSeal | None:
    """The end of the chain; None before the first seal."""
    require(actor.is_system)
    row = db.session.execute(
        sa.select(AuditSeal.id, AuditSeal.mac).order_by(AuditSeal.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else LastSeal(*row)


def find_mac(actor: Actor, place: int) -> bytes | None:
    """The MAC at one place of the chain, where there is that place."""
    require(actor.is_system)
    return db.session.scalar(sa.select(AuditSeal.mac).where(AuditSeal.id == place))


def find_highest_sealed(actor: Actor) -> int:
    """The highest id among the events that have a place; 0 before the first."""
    require(actor.is_system)
    return db.session.scalar(sa.select(sa.func.max(AuditSeal.event_id))) or 0


def list_unsealed(actor: Actor, above: int, limit: int) -> Sequence[Row]:
    """Committed events without a place whose id is greater than ``above``, in the order of their ids."""
    require(actor.is_system)
    sealed = sa.exists().where(_seal.c.event_id == _event.c.id)
    rows = db.session.execute(
        sa.select(*_event.c).where(_event.c.id > above, ~sealed).order_by(_event.c.id).limit(limit)
    )
    return [dict(row) for row in rows.mappings()]


def measure_tail(actor: Actor) -> Tail:
    """How many events have no place yet, and since when the oldest waits."""
    require(actor.is_system)
    sealed = sa.exists().where(AuditSeal.event_id == AuditEvent.id)
    counted = sa.select(sa.func.count(), sa.func.min(AuditEvent.at)).where(~sealed)
    return Tail(*db.session.execute(counted.select_from(AuditEvent)).one())


def list_links(actor: Actor, after: int | None, limit: int) -> Sequence[Link]:
    """The next places of the chain after this one, from its very beginning where none is given."""
    require(actor.is_system)
    statement = (
        sa.select(*_event.c, *_seal.c)
        .select_from(_seal.outerjoin(_event, _event.c.id == _seal.c.event_id))
        .order_by(_seal.c.place)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(_seal.c.place > after)
    return [_read_link(tuple(row)) for row in db.session.execute(statement)]


def is_lease_free(actor: Actor, holder: str) -> bool:
    """Whether nobody else seals at this moment."""
    require(actor.is_system)
    free = sa.select(SealerLease.id).where(may_take(actor, holder))
    return db.session.scalar(free) is not None


def may_take(actor: Actor, holder: str) -> sa.ColumnElement[bool]:
    """The lease is the holder's own or over. One that runs longer than any sealer takes it for is nobody's.

    A clock that was set back, or somebody with the database, would keep everybody from sealing otherwise.
    """
    require(actor.is_system)
    now = clock.now()
    until = SealerLease.held_until
    return sa.or_(SealerLease.holder == holder, until < now, until > now + LONGEST_LEASE)


def _read_link(row: Sequence[Any]) -> Link:
    event = dict(zip(_event.c.keys(), row[:_EVENT_WIDTH], strict=True))
    seal = dict(zip(_seal.c.keys(), row[_EVENT_WIDTH:], strict=True))
    mac = seal.pop("mac")
    return Link(seal, event if event["id"] is not None else {}, mac)
