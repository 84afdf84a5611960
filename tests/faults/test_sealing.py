"""The audit trail under many writers, with several sealers, and with sealers that are killed, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from app.audit.chain.sealer import FIRST_LOOK, Sealer
from app.audit.models import AuditEvent, AuditSeal
from app.audit.services import record_event
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_reading, unit_of_work
from config import Settings

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
STARTING_S = 120
"""What a worker may take to import everything on a busy machine."""

WRITERS = 8
PROMISED_S = 5.0


@contextmanager
def running_worker(portal: Flask) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker of this installation, killed at the end. It looks for events by the time the block begins."""
    settings: Settings = portal.extensions["settings"]
    environment = {
        "PORTAL_ENV": "testing",
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
    }
    path = settings.data_dir / f"worker-{uuid4()}.log"
    with path.open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "app.worker"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
    try:
        wait_until(lambda: worker.poll() is not None or FIRST_LOOK in path.read_text(), STARTING_S)
        assert worker.poll() is None, path.read_text()
        yield worker
    finally:
        worker.kill()
        worker.wait(PATIENCE_S)


@contextmanager
def eight_writers(portal: Flask) -> Iterator[None]:
    """Eight threads that record events, and now and then take one back, until the block ends."""
    done = threading.Event()

    def write(number: int) -> None:
        turn = 0
        while not done.is_set():
            with portal.app_context(), unit_of_work():
                record_event(SYSTEM, f"writer.{number}", about=turn)
                db.session.flush()  # an id is drawn, also for what is rolled back
                if turn % 7 == 0:
                    db.session.rollback()
            turn += 1
            time.sleep(0.02)

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, number) for number in range(WRITERS)]
        try:
            yield
        finally:
            done.set()
    for writer in writers:
        writer.result()


def count_rows(portal: Flask) -> tuple[int, int]:
    """How many events there are, and how many of them have a place."""
    with portal.app_context(), unit_of_reading():
        events = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
        seals = db.session.scalar(sa.select(sa.func.count(AuditSeal.id)))
    return events or 0, seals or 0


def wait_until(is_true: Callable[[], bool], seconds: float = PATIENCE_S) -> float:
    """How long it took."""
    start = time.monotonic()
    while not is_true():
        assert time.monotonic() - start < seconds
        time.sleep(0.05)
    return time.monotonic() - start


def wait_until_sealed(portal: Flask, seconds: float = PATIENCE_S) -> None:
    wait_until(lambda: len(set(count_rows(portal))) == 1, seconds)


def wait_until_more_is_sealed(portal: Flask) -> None:
    before = count_rows(portal)[1]
    wait_until(lambda: count_rows(portal)[1] > before)


def verify(portal: Flask) -> str:
    """What the operator reads, where the trail is whole."""
    result = portal.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_every_committed_event_gets_one_place_whoever_seals(portal: Flask) -> None:
    sealers = [Sealer(portal) for _ in range(3)]
    with eight_writers(portal):
        for sealer in sealers:
            sealer.start()
        time.sleep(3)
        wait_until(lambda: count_rows(portal)[0] > 50)
    wait_until_sealed(portal)
    for sealer in sealers:
        sealer.stop()
    events, _ = count_rows(portal)
    assert f"Whole: {events} sealed events" in verify(portal)


def test_sealers_that_are_killed_leave_a_chain_that_the_next_goes_on_with(portal: Flask) -> None:
    for _ in range(2):
        with running_worker(portal) as worker, eight_writers(portal):
            wait_until_more_is_sealed(portal)
            worker.kill()
    with running_worker(portal):
        wait_until_sealed(portal)
        wait_until(lambda: f"Last head: place {count_rows(portal)[0]}," in verify(portal))


def test_the_other_of_two_workers_goes_on_within_the_promised_time(portal: Flask) -> None:
    with ExitStack() as stack:
        workers = [stack.enter_context(running_worker(portal)) for _ in range(2)]
        with eight_writers(portal):
            wait_until_more_is_sealed(portal)
            time.sleep(1)
        wait_until_sealed(portal)
        workers[0].kill()
        with portal.app_context(), unit_of_work():
            record_event(SYSTEM, "after.the.end")
        wait_until_sealed(portal, PROMISED_S)
    verify(portal)


@pytest.mark.parametrize("portal", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_an_event_of_a_long_transaction_is_sealed_when_it_is_committed(portal: Flask) -> None:
    sealer = Sealer(portal)
    with portal.app_context(), db.engine.connect() as slow:
        slow.execute(sa.insert(AuditEvent).values(action="slow.began"))
        with unit_of_work():
            record_event(SYSTEM, "quick.done")
        assert sealer.seal_all() == 1
        slow.commit()
        assert sealer.seal_all() == 1
    verify(portal)


def test_the_operator_is_told_what_was_changed(portal: Flask) -> None:
    with portal.app_context():
        with unit_of_work():
            for number in range(5):
                record_event(SYSTEM, "clip.viewed", about=number)
        Sealer(portal).seal_all()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE audit_event SET about_id = 77 WHERE about_id = 3")
        with unit_of_work():
            record_event(SYSTEM, "clip.viewed")
    result = portal.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert result.output.startswith("BROKEN: place 4: event 4 ")
    assert "Whole: 3 sealed events" in result.output
    assert "Not sealed yet: 1 events" in result.output


def test_the_operator_is_told_that_nobody_seals(portal: Flask) -> None:
    with (
        time_machine.travel(clock.now() - timedelta(hours=1)),
        portal.app_context(),
        unit_of_work(),
    ):
        record_event(SYSTEM, "clip.viewed")
    result = portal.test_cli_runner().invoke(args=["audit", "verify"])
    assert (result.exit_code, "OVERDUE: nobody seals" in result.output) == (2, True)


def test_heads_that_were_kept_elsewhere_are_asked_as_well(portal: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "heads"
    sealer = Sealer(portal)
    with portal.app_context():
        for action in ("first.done", "second.done"):
            with unit_of_work():
                record_event(SYSTEM, action)
            assert sealer.seal_all() == 1
        settings: Settings = portal.extensions["settings"]
        copy.write_bytes(settings.audit_heads.read_bytes())
        settings.audit_heads.write_bytes(copy.read_bytes().splitlines(keepends=True)[0])
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM audit_seal WHERE place = 2")
            connection.exec_driver_sql("DELETE FROM audit_event WHERE action = 'second.done'")
    verify(portal)
    result = portal.test_cli_runner().invoke(args=["audit", "verify", "--heads", str(copy)])
    assert (result.exit_code, "place 2 is missing" in result.output) == (1, True)
