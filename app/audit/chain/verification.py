"""Reading the whole chain again: is every event as it was when it got its place, and does the chain reach the last head?"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from app.audit.chain.heads import Head, Heads, HeadsDamaged
from app.audit.chain.macs import START, ChainKeys, make_seal
from app.audit.chain.queries import Link, Tail, list_links, measure_tail
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import unit_of_reading

BATCH = 1000
OVERDUE = timedelta(minutes=10)
"""How long no event waits while a worker runs, however much there is to seal."""


class ChainBroken(Exception):
    """Somebody changed the trail; the message names the first place where it shows."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``sealed`` places hold; ``first_break`` is empty where all of them do."""

    sealed: int
    last_head: Head | None
    tail: Tail
    first_break: str | None

    @property
    def is_overdue(self) -> bool:
        """Whether events wait so long that nobody seems to seal."""
        oldest_at = self.tail.oldest_at
        return oldest_at is not None and oldest_at < clock.now() - OVERDUE


@dataclass(slots=True)
class _Walk:
    """How far the chain was found whole, and the heads that wait for their places."""

    keys: ChainKeys
    heads: dict[int, Head]
    place: int = 0
    mac: bytes = field(default=START)

    def step(self, link: Link) -> None:
        """Go on by one place. Raises ChainBroken."""
        place = link.seal["place"]
        if place != self.place + 1:
            raise ChainBroken(
                f"place {self.place + 1} is missing: after {self.place} comes {place}"
            )
        if not link.event:
            raise ChainBroken(f"place {place}: event {link.seal['event_id']} is gone")
        mac = make_seal(self.keys.seals, self.mac, link.seal, link.event)
        if not isinstance(link.mac, bytes) or not hmac.compare_digest(mac, link.mac):
            raise ChainBroken(
                f"place {place}: event {link.seal['event_id']} or its seal was changed"
                + (", or AUDIT_KEY is another than it was sealed with" if place == 1 else "")
            )
        head = self.heads.pop(place, None)
        if head is not None and head.mac != mac:
            raise ChainBroken(
                f"place {place} was another event when its head was written ({head.written_at})"
            )
        self.place, self.mac = place, mac

    def end(self) -> None:
        """The chain is over: no head may say that it was longer. Raises ChainBroken."""
        if self.heads:
            head = self.heads[min(self.heads)]
            raise ChainBroken(
                f"place {self.place + 1} is missing: the chain ends at {self.place}, and reached {head.place} "
                f"when a head was written ({head.written_at})"
            )


def verify_chain(actor: Actor, keys: ChainKeys, heads: Heads) -> Report:
    """Read heads and chain once, a thousand places at a time; the operator's own question."""
    require(actor.is_system)
    walk = _Walk(keys, {})
    last_head, first_break = None, None
    try:
        for head in heads.read():
            _note_head(walk.heads, head)
            last_head = head if last_head is None or head.place > last_head.place else last_head
        for link in _stream_links(actor):
            walk.step(link)
        walk.end()
        if walk.place and last_head is None:
            raise ChainBroken(f"the heads are missing: nothing is found at {heads.path}")
    except (ChainBroken, HeadsDamaged) as reason:
        first_break = str(reason)
    with unit_of_reading():
        tail = measure_tail(actor)
    return Report(walk.place, last_head, tail, first_break)


def _note_head(known: dict[int, Head], head: Head) -> None:
    before = known.setdefault(head.place, head)
    if before.mac != head.mac:
        raise ChainBroken(
            f"place {head.place} was one event at {before.written_at} and another at {head.written_at}"
        )


def _stream_links(actor: Actor) -> Iterator[Link]:
    after: int | None = None
    size = BATCH
    while True:
        try:
            with unit_of_reading():
                links = list_links(actor, after, size)
        except (DBAPIError, ValueError) as error:
            if size == 1:
                raise ChainBroken(f"what comes after place {after or 0} cannot be read") from error
            size = 1  # so that all before it are read
            continue
        if not links:
            return
        yield from links
        after = links[-1].seal["place"]
