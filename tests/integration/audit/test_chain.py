"""Whatever somebody with the database changes, moves, adds or takes away, reading the trail again finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DataError, IntegrityError

from app.audit.models import AuditEvent, AuditSeal
from app.core import clock
from tests.integration.audit.conftest import Trail

EVENTS = 12

EACH_UNDONE = settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""Examples share one trail: each puts everything back."""

COLUMNS = [
    (model.__tablename__, column.name)
    for model in (AuditEvent, AuditSeal)
    for column in model.__table__.columns
]


def flip(name: str, value: object, bit: int) -> object:
    """Another value that differs in one bit, or as little as its type allows."""
    match value:
        case None:
            return "1" * (32 if name == "subject_id" else 8)
        case int():
            return value ^ (1 << bit % 31)
        case bytes():
            return flip_byte(value, bit)
        case str():
            return flip_byte(value.encode(), bit)
        case datetime():
            return value + timedelta(microseconds=1 << bit % 40)
        case UUID():
            return UUID(int=value.int ^ (1 << bit % 128))
    raise AssertionError(f"no column holds {value!r}")


def flip_byte(value: bytes, bit: int) -> bytes:
    place = bit // 8 % len(value)
    return value[:place] + bytes([value[place] ^ 1 << bit % 8]) + value[place + 1 :]


def write_value(connection: sa.Connection, before: object, after: object) -> tuple[str, object]:
    """The SQL that writes the changed value, bytes that are no text included where the database keeps them."""
    if not (isinstance(before, str) and isinstance(after, bytes)):
        return ":value", after
    if connection.dialect.name == "sqlite":
        return "CAST(:value AS TEXT)", after
    assume(b"\0" not in after)
    return ":value", after.decode(errors="replace")


@EACH_UNDONE
@given(
    column=st.sampled_from(COLUMNS),
    row=st.integers(0, EVENTS - 1),
    bit=st.integers(0, 511),
    is_emptied=st.booleans(),
)
def test_a_changed_bit_of_any_event_or_seal_is_found(
    trail: Trail, column: tuple[str, str], row: int, bit: int, is_emptied: bool
) -> None:
    table, name = column
    key = "id" if table == "audit_event" else "place"
    with trail.undoing() as connection:
        chosen = f"(SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row})"
        before = connection.exec_driver_sql(f"SELECT {name} FROM {table} WHERE {key} = {chosen}")
        value = before.scalar_one()
        after = None if is_emptied else flip(name, value, bit)
        assume(after != value)
        sql, written = write_value(connection, value, after)
        change = sa.text(f"UPDATE {table} SET {name} = {sql} WHERE {key} = {chosen}")
        try:
            with connection.begin_nested():
                connection.execute(change, {"value": written})
        except (IntegrityError, DataError):
            assume(False)  # the database itself refuses it
        report = trail.verify()
        assert report.first_break is not None
        assert report.sealed <= row


@EACH_UNDONE
@given(place=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_changed_byte_of_any_head_is_found(trail: Trail, place: int, mask: int) -> None:
    path = trail.desk.heads.path
    before = path.read_bytes()
    place %= len(before)
    path.write_bytes(before[:place] + bytes([before[place] ^ mask]) + before[place + 1 :])
    report = trail.verify()
    path.write_bytes(before)
    assert report.first_break is not None


def run(*statements: str) -> Callable[[sa.Connection], None]:
    def change(connection: sa.Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return change


AT = "(SELECT event_id FROM audit_seal WHERE place = {})"
SEALED = "SELECT event_id FROM audit_seal WHERE place"
TAMPERINGS = {
    "an event is deleted": run(f"DELETE FROM audit_event WHERE id = {AT.format(5)}"),
    "a seal is deleted": run("DELETE FROM audit_seal WHERE place = 5"),
    "an event and its seal are deleted": run(
        f"DELETE FROM audit_event WHERE id = {AT.format(5)}",
        "DELETE FROM audit_seal WHERE place = 5",
    ),
    "the later ones close the gap": run(
        f"DELETE FROM audit_event WHERE id = {AT.format(5)}",
        "DELETE FROM audit_seal WHERE place = 5",
        *(f"UPDATE audit_seal SET place = {n} WHERE place = {n + 1}" for n in range(5, EVENTS)),
    ),
    "the beginning is cut off": run(
        f"DELETE FROM audit_event WHERE id IN ({SEALED} <= 5)",
        "DELETE FROM audit_seal WHERE place <= 5",
    ),
    "the end is cut off": run(
        f"DELETE FROM audit_event WHERE id IN ({SEALED} > 5)",
        "DELETE FROM audit_seal WHERE place > 5",
    ),
    "everything is deleted": run("DELETE FROM audit_event", "DELETE FROM audit_seal"),
    "all seals are deleted": run("DELETE FROM audit_seal"),
    "two events change places": run(
        "UPDATE audit_seal SET place = -5 WHERE place = 5",
        "UPDATE audit_seal SET place = 5 WHERE place = 6",
        "UPDATE audit_seal SET place = 6 WHERE place = -5",
    ),
    "two events change what they say": run(
        f"UPDATE audit_event SET action = 'clip.viewed-1-1' WHERE id = {AT.format(5)}",
        f"UPDATE audit_event SET action = 'clip.viewed-1-0' WHERE id = {AT.format(6)}",
    ),
    "a sealed event is added at the end": run(
        "INSERT INTO audit_event (id, at, action) VALUES (9999, '2026-01-01 00:00:00.000000', 'x')",
        f"INSERT INTO audit_seal (place, event_id, sealed_at, mac) SELECT {EVENTS + 1}, 9999, sealed_at, mac "
        "FROM audit_seal WHERE place = 1",
    ),
    "a sealed event is added before the first": run(
        "INSERT INTO audit_event (id, at, action) VALUES (9999, '2026-01-01 00:00:00.000000', 'x')",
        "INSERT INTO audit_seal (place, event_id, sealed_at, mac) SELECT 0, 9999, sealed_at, mac "
        "FROM audit_seal WHERE place = 1",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_it_is_found_when(trail: Trail, what: str) -> None:
    with trail.undoing() as connection:
        TAMPERINGS[what](connection)
        assert trail.verify().first_break is not None
    assert trail.verify().first_break is None


def test_a_trail_that_nobody_touched_is_whole(trail: Trail) -> None:
    report = trail.verify()
    assert (report.first_break, report.sealed, report.tail.count) == (None, EVENTS, 0)
    assert report.last_head is not None
    assert report.last_head.place == EVENTS


def test_the_first_break_is_named(trail: Trail) -> None:
    with trail.undoing() as connection:
        for place in (9, 4):
            run(f"UPDATE audit_event SET about_id = 1 WHERE id = {AT.format(place)}")(connection)
        report = trail.verify()
    assert report.sealed == 3
    assert report.first_break is not None
    assert report.first_break.startswith("place 4: event ")


def test_events_without_a_place_are_reported_and_break_nothing(trail: Trail) -> None:
    trail.record("sign_in.succeeded", "sign_in.ended")
    report = trail.verify()
    assert (report.first_break, report.sealed, report.tail.count) == (None, EVENTS, 2)
    assert report.tail.oldest_at is not None


def test_events_that_nobody_seals_are_overdue(trail: Trail) -> None:
    trail.record("sign_in.succeeded")
    assert not trail.verify().is_overdue
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert trail.verify().is_overdue


def test_heads_that_disappear_are_missed(trail: Trail) -> None:
    trail.desk.heads.path.unlink()
    first_break = trail.verify().first_break
    assert first_break is not None
    assert first_break.startswith("the heads are missing")


def test_another_key_finds_nothing_whole(trail: Trail) -> None:
    stranger = Trail(
        type(trail.desk)(
            "", type(trail.desk.keys)(b"a" * 32, trail.desk.keys.heads), trail.desk.heads
        )
    )
    report = stranger.verify()
    assert report.sealed == 0
    assert "AUDIT_KEY" in str(report.first_break)
