"""Giving committed events their places in the chain, by one worker at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.audit.chain.heads import Heads
from app.audit.chain.macs import START, ChainKeys, make_seal
from app.audit.chain.queries import (
    LastSeal,
    Row,
    find_last_seal,
    find_mac,
    is_lease_free,
    list_unsealed,
    may_take,
)
from app.audit.models import AuditSeal, SealerLease
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import current_settings, db, unit_of_reading, unit_of_work

LEASE = timedelta(seconds=2)
"""How long a sealer that was killed keeps others waiting."""


class ChainCut(Exception):
    """The chain does not reach the last head any more, or not as it was. Nothing is sealed over that."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a sealer works with: its own name, the keys, and the heads of this machine."""

    holder: str
    keys: ChainKeys
    heads: Heads

    @classmethod
    def open(cls, holder: str) -> Desk:
        """The desk of the installation whose app context this is."""
        settings = current_settings()
        keys = ChainKeys.draw(settings.audit_key)
        return cls(holder, keys, Heads(settings.audit_heads, keys.heads))


def seal_events(actor: Actor, desk: Desk, *, above: int, limit: int) -> int:
    """Seal up to so many committed events whose id is greater than ``above``; how many were sealed.

    Writes nothing where there is nothing to seal, or where somebody else seals now. Raises ChainCut and HeadsDamaged.
    """
    require(actor.is_system)
    with unit_of_reading():
        last = find_last_seal(actor)
        _require_whole(actor, desk.heads, last)
        events = list_unsealed(actor, above, limit)
        may_write = is_lease_free(actor, desk.holder)
    if not may_write:
        return 0
    if events:
        seals = _build_seals(desk.keys.seals, last, events, clock.now())
        if not _add_seals(actor, desk.holder, last, seals):
            return 0
        last = LastSeal(seals[-1]["id"], seals[-1]["mac"])
    _write_head(desk.heads, last)
    return len(events)


def _require_whole(actor: Actor, heads: Heads, last: LastSeal | None) -> None:
    head = heads.find_last()
    if head is None or (last is not None and (head.place, head.mac) == (last.place, last.mac)):
        return
    if find_mac(actor, head.place) != head.mac:
        raise ChainCut(f"the chain is not what the heads say of place {head.place}")


def _build_seals(
    key: bytes, last: LastSeal | None, events: Sequence[Row], sealed_at: datetime
) -> list[dict[str, Any]]:
    place, mac = (0, START) if last is None else (last.place, last.mac)
    seals = []
    for event in events:
        place += 1
        row = {"place": place, "event_id": event["id"], "sealed_at": sealed_at}
        mac = make_seal(key, mac, row, event)
        seals.append({"id": place, "event_id": event["id"], "sealed_at": sealed_at, "mac": mac})
    return seals


def _add_seals(
    actor: Actor, holder: str, last: LastSeal | None, seals: Sequence[dict[str, Any]]
) -> bool:
    """Add them unless somebody else came first. The row of the lease is locked until the commit."""
    with unit_of_work():
        taken = db.session.scalar(
            sa.update(SealerLease)
            .where(may_take(actor, holder))
            .values(holder=holder, held_until=clock.now() + LEASE)
            .returning(SealerLease.id)
            .execution_options(synchronize_session=False)
        )
        if taken is None or find_last_seal(actor) != last:
            return False
        db.session.execute(sa.insert(AuditSeal), seals)
    return True


def _write_head(heads: Heads, last: LastSeal | None) -> None:
    """Say how the chain ends, also what a sealer that was killed had no time to say."""
    if last is None:
        return
    head = heads.find_last()
    if head is None or head.place < last.place:
        heads.append(last.place, last.mac)
