"""Jobs outlive their workers: real processes are killed, frozen and stopped, on both databases."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from config import Settings
from tests.faults.workers import LEASE_S, PATIENCE_S, WorkerYard
from tests.postgres import create_database

pytestmark = pytest.mark.faults

LONGER_LEASE_S = 8.0
"""Where two workers live and neither may be taken for dead: a third of it is longer than a busy machine holds one up."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WorkerYard]:
    folder = tmp_path_factory.mktemp("installation")
    environment = {"PORTAL_ENV": "testing", "DATA_DIR": str(folder)}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = create_database(request.getfixturevalue("postgres_url"))
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        upgrade()
    yield WorkerYard(app, environment, folder / "worker.log")
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def yard(installation: WorkerYard) -> Iterator[WorkerYard]:
    log = installation.log.with_name(f"{uuid4()}.log")
    yard = WorkerYard(installation.app, installation.environment, log)
    yield yard
    yard.stop_all()
    with yard.app.app_context(), unit_of_work():
        db.session.execute(sa.delete(Job))


def test_a_job_whose_worker_is_killed_is_finished_once_by_the_next(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    worker = yard.start()
    yard.wait_until_begun()
    worker.kill()
    worker.wait(PATIENCE_S)
    yard.gate.touch()
    yard.start()
    [job] = yard.wait_until_done()
    assert job.attempt == 2
    assert yard.read_traces() == [("began", "1"), ("began", "2"), ("ended", "2")]


def test_a_frozen_worker_cannot_commit_what_another_has_done_meanwhile(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    frozen = yard.start()
    yard.wait_until_begun()
    yard.freeze(frozen)
    yard.gate.touch()
    yard.start()
    yard.wait_until_done()
    frozen.send_signal(signal.SIGCONT)
    yard.wait_for("the frozen worker gave up", lambda _: "Given up" in yard.log.read_text())
    assert yard.read_traces() == [("began", "1"), ("began", "2"), ("ended", "2")]


def test_two_workers_never_run_one_attempt(yard: WorkerYard) -> None:
    yard.enqueue("probe.quick", times=60)
    for _ in range(2):
        yard.start(lease_s=PATIENCE_S)
    jobs = yard.wait_until_done()
    assert [job.attempt for job in jobs] == [1] * 60
    assert yard.read_traces() == [("ended", "1")] * 60


def test_a_short_job_never_waits_for_long_ones(yard: WorkerYard) -> None:
    yard.enqueue("probe.long", times=4)
    yard.start(lease_s=PATIENCE_S)
    yard.wait_for("two run", lambda jobs: sum(job.progress == 0.5 for job in jobs) == 2)
    yard.enqueue("probe.quick", times=3)
    yard.wait_for(
        "the short ones are done",
        lambda jobs: sum(job.state is JobState.DONE for job in jobs) == 3,
    )
    states = [job.state for job in yard.read_jobs()]
    assert states == [JobState.RUNNING] * 2 + [JobState.WAITING] * 2 + [JobState.DONE] * 3
    yard.gate.touch()
    yard.wait_until_done()


def test_a_long_job_keeps_its_lease_while_its_worker_lives(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    for _ in range(2):
        yard.start(lease_s=LONGER_LEASE_S)
    yard.wait_until_begun()
    time.sleep(1.5 * LONGER_LEASE_S)
    yard.gate.touch()
    [job] = yard.wait_until_done()
    assert job.attempt == 1


@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
def test_a_row_that_a_frozen_worker_holds_stops_nobody_else(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    worker = yard.start()
    yard.wait_until_begun()
    with yard.app.app_context(), db.engine.connect() as frozen:
        frozen.execute(sa.select(Job.id).with_for_update())
        worker.kill()
        worker.wait(PATIENCE_S)
        yard.gate.touch()  # not before: the first attempt must not end
        yard.start()
        time.sleep(1.5 * LEASE_S)
        yard.enqueue("probe.quick")
        yard.wait_for("the other job was done", lambda jobs: jobs[-1].state is JobState.DONE)
        assert yard.read_jobs()[0].state is JobState.RUNNING
    assert [job.attempt for job in yard.wait_until_done()] == [2, 1]


def test_a_stopped_worker_puts_its_job_back_at_once(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    worker = yard.start(lease_s=PATIENCE_S)
    yard.wait_until_begun()
    worker.terminate()
    assert worker.wait(PATIENCE_S) == 0
    [job] = yard.read_jobs()
    assert (job.state, job.lease_until) == (JobState.WAITING, None)


def test_a_stopped_worker_lets_a_short_job_end(yard: WorkerYard) -> None:
    yard.enqueue("probe.gated")
    worker = yard.start(lease_s=PATIENCE_S, grace_s=10.0)
    yard.wait_until_begun()
    worker.terminate()
    yard.gate.touch()
    assert worker.wait(PATIENCE_S) == 0
    [job] = yard.read_jobs()
    assert (job.state, job.attempt) == (JobState.DONE, 1)
