"""Committed events get their places once, in the order they are found, and never over a cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.audit.chain.queries import list_links
from app.audit.chain.services import LEASE, ChainCut
from app.audit.models import AuditEvent, AuditSeal, SealerLease
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import FactChanged
from app.extensions import db
from tests.conftest import CountQueries
from tests.integration.audit.conftest import Trail

WRITING = ("INSERT", "UPDATE", "DELETE")


def list_sealed_ids() -> list[int]:
    return list(db.session.scalars(sa.select(AuditSeal.event_id).order_by(AuditSeal.id)))


def test_nothing_is_written_while_there_is_nothing_to_seal(
    trail: Trail, count_queries: CountQueries
) -> None:
    before = trail.desk.heads.path.read_bytes()
    with count_queries() as sent:
        assert trail.seal() == 0
    assert not [statement for statement in sent if statement.startswith(WRITING)]
    assert trail.desk.heads.path.read_bytes() == before


def test_an_event_that_is_committed_late_gets_the_next_place(trail: Trail) -> None:
    last_id = list_sealed_ids()[-1]
    db.session.add(AuditEvent(id=last_id + 10, action="first.committed"))
    db.session.commit()
    assert trail.seal() == 1
    db.session.add(AuditEvent(id=last_id + 2, action="drawn.earlier"))
    db.session.commit()
    assert trail.seal() == 1
    assert list_sealed_ids()[-2:] == [last_id + 10, last_id + 2]
    assert trail.verify().first_break is None


def test_a_backlog_is_sealed_in_batches(trail: Trail) -> None:
    trail.record(*(f"late.{number}" for number in range(7)))
    assert [trail.seal(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    report = trail.verify()
    assert (report.first_break, report.sealed) == (None, 19)
    assert [head.place for head in trail.desk.heads.read()] == [4, 8, 12, 15, 18, 19]


def test_only_who_holds_the_lease_seals_until_it_runs_out(trail: Trail) -> None:
    other = Trail(replace(trail.desk, holder="another"))
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False) as watch:
        trail.record("one")
        assert trail.seal() == 1
        trail.record("two")
        assert other.seal() == 0
        watch.shift(LEASE + timedelta(seconds=1))
        assert other.seal() == 1
        trail.record("three")
        assert trail.seal() == 0
    assert db.session.scalars(sa.select(SealerLease.holder)).one() == "another"


def test_a_lease_that_nobody_takes_for_so_long_keeps_nobody_from_sealing(trail: Trail) -> None:
    trail.record("one")
    stranger = sa.update(SealerLease).values(
        holder="stranger", held_until=clock.now() + timedelta(hours=1)
    )
    db.session.execute(stranger)
    db.session.commit()
    assert trail.seal() == 1


def test_the_head_that_a_killed_sealer_could_not_write_is_written_by_the_next(trail: Trail) -> None:
    path = trail.desk.heads.path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert trail.seal() == 0
    last = trail.desk.heads.find_last()
    assert last is not None
    assert last.place == 12


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM audit_seal WHERE place > 6",
        "DELETE FROM audit_seal",
        "UPDATE audit_seal SET mac = (SELECT mac FROM audit_seal WHERE place = 1) WHERE place = 12",
    ],
)
def test_nothing_is_sealed_over_a_chain_that_was_cut(trail: Trail, damage: str) -> None:
    trail.record("one.more")
    with trail.undoing() as connection:
        connection.exec_driver_sql(damage)
        with pytest.raises(ChainCut, match="place 12"):
            trail.seal()


def test_a_long_trail_is_read_a_thousand_places_at_a_time(
    trail: Trail, count_queries: CountQueries
) -> None:
    db.session.execute(sa.insert(AuditEvent), [{"action": "many"} for _ in range(2500)])
    db.session.commit()
    trail.seal(limit=5000)
    with count_queries() as sent:
        report = trail.verify()
    assert (report.first_break, report.sealed) == (None, 2512)
    assert len(sent) == 5  # three full or partial pages, the empty one, the tail
    assert len(list_links(SYSTEM, 1000, 1000)) == 1000


@pytest.mark.parametrize("model", [AuditEvent, AuditSeal])
def test_the_portal_itself_changes_neither_events_nor_seals(
    trail: Trail, model: type[AuditEvent] | type[AuditSeal]
) -> None:
    for statement in (sa.delete(model), sa.update(model).values(id=model.id + 100)):
        with pytest.raises(FactChanged):
            db.session.execute(statement)
