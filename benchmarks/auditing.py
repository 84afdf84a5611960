"""Audit events of eight writers while the sealer chains them, beside the same inserts that nobody chains."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.pool import Pool
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.audit.chain.queries import measure_tail
from app.audit.chain.sealer import POLL_S, Sealer
from app.audit.services import record_event
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_reading, unit_of_work
from benchmarks.figures import Figure, compare
from config import Settings
from tests.postgres import running_postgres
from tests.servers import describe_installation

WRITERS = 8
SQLITE_EVENTS, SERVER_EVENTS = 40, 200
"""Of each writer in one measurement, each in a transaction of its own, as requests write them."""
AIM = 1.15
SETTLING_S = 0.2
"""How long a look of the sealer that is under way may take."""
PATIENCE_S = 60

_processes = multiprocessing.get_context("spawn")


def measure_sealing(folder: Path) -> Iterator[Figure]:
    """Milliseconds for one event on SQLite and on PostgreSQL, with what eight writers get done in a second."""
    yield _measure_on("SQLite", SQLITE_EVENTS, folder / "events")
    with running_postgres() as address:
        folder = folder / "server-events"
        yield _measure_on("PostgreSQL", SERVER_EVENTS, folder, DATABASE_URL=address)


def _measure_on(name: str, events: int, folder: Path, **environment: str) -> Figure:
    folder.mkdir()
    own = describe_installation(folder) | environment
    app = create_app(Settings.from_environment(own))
    with app.app_context():
        upgrade()
    with _writing_crowd(app, own, events) as crowd:
        figure = compare(
            f"events sealed, {name}",
            partial(crowd.write, is_sealed=True),
            partial(crowd.write, is_sealed=False),
            aim=AIM,
            unit="ms",
        )
    with app.app_context():
        db.engine.dispose()
    rates = f"{1000 / figure.ours:.0f} against {1000 / figure.limit:.0f} events a second"
    return replace(figure, note=f"{rates}; the last sealed after {max(crowd.lags):.1f} s at most")


@dataclass
class _Crowd:
    """Eight processes that write, and one that seals while it is told to."""

    app: Flask
    pool: Pool
    sealing: Event
    events: int
    lags: list[float] = field(default_factory=list)

    def write(self, *, is_sealed: bool) -> float:
        """Milliseconds for one event; the chain has caught up before."""
        self.sealing.set()
        self._wait_until_sealed()
        if not is_sealed:
            self.sealing.clear()
            time.sleep(SETTLING_S)
        start = time.perf_counter()
        self.pool.map(_write_events, [self.events] * WRITERS, chunksize=1)
        took = time.perf_counter() - start
        if is_sealed:
            self.lags.append(self._wait_until_sealed())
        return took * 1000 / (WRITERS * self.events)

    def _wait_until_sealed(self) -> float:
        start = time.perf_counter()
        while self._count_unsealed():
            if time.perf_counter() - start > PATIENCE_S:
                raise TimeoutError("events are not sealed")
            time.sleep(0.05)
        return time.perf_counter() - start

    def _count_unsealed(self) -> int:
        with self.app.app_context(), unit_of_reading():
            return measure_tail(SYSTEM).count


@contextmanager
def _writing_crowd(app: Flask, environment: Mapping[str, str], events: int) -> Iterator[_Crowd]:
    barrier, sealing, ending = _processes.Barrier(WRITERS), _processes.Event(), _processes.Event()
    with ExitStack() as stack:
        pool = stack.enter_context(
            _processes.Pool(WRITERS, _join_crowd, (dict(environment), barrier))
        )
        sealer = _processes.Process(target=_seal, args=(dict(environment), sealing, ending))
        sealer.start()
        stack.callback(sealer.join, PATIENCE_S)
        stack.callback(ending.set)
        yield _Crowd(app, pool, sealing, events)


_app: Flask
_barrier: Barrier


def _join_crowd(environment: Mapping[str, str], barrier: Barrier) -> None:
    """What each process of the pool does first."""
    global _app, _barrier  # a pool hands its processes nothing else
    _app, _barrier = create_app(Settings.from_environment(environment)), barrier


def _write_events(count: int) -> None:
    """One writer's part; the barrier gives each process one."""
    _barrier.wait(PATIENCE_S)
    for number in range(count):
        with _app.app_context(), unit_of_work():
            record_event(SYSTEM, "clip.viewed", "clip", about=number)


def _seal(environment: Mapping[str, str], sealing: Event, ending: Event) -> None:
    app = create_app(Settings.from_environment(environment))
    sealer = Sealer(app)
    while not ending.is_set():
        if sealing.is_set():
            with app.app_context():
                sealer.seal_all()
        ending.wait(POLL_S)
