"""What waits in the queue, in which order, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.jobs import registry
from app.jobs.models import Job, JobState
from app.jobs.queries import list_unfinished_jobs
from app.jobs.registry import task
from app.jobs.services import enqueue_job, enqueue_jobs, plant_schedules, prune_jobs
from tests.integration.jobs.probe import (
    break_down,
    count_jobs,
    do_nothing,
    give_job,
    read_job,
)
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.usefixtures("app")


def test_no_job_is_left_where_its_reason_was_rolled_back() -> None:
    enqueue_job("probe", {})
    enqueue_job("probe", {}, unique_key="kept once")
    enqueue_jobs("probe", [{}, {}])
    db.session.flush()
    assert count_jobs() == 4
    db.session.rollback()
    assert count_jobs() == 0


def test_a_job_waits_until_it_is_due() -> None:
    with unit_of_work():
        enqueue_job("probe", {}, delay=timedelta(minutes=5))
    task("probe")(do_nothing)
    assert run_due_jobs() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        assert run_due_jobs() == 1


def test_the_job_that_has_been_due_for_longest_comes_first() -> None:
    order: list[str] = []
    task("probe")(lambda work: order.append(work.arguments["name"]))
    with unit_of_work():
        for name, minutes in (("second", -1), ("first", -2), ("third", 0)):
            enqueue_job("probe", {"name": name}, delay=timedelta(minutes=minutes))
    run_due_jobs()
    assert order == ["first", "second", "third"]


def test_a_job_of_an_unknown_name_is_left_to_a_worker_that_knows_it() -> None:
    with unit_of_work():
        enqueue_job("another", {})
    assert run_due_jobs() == 0
    assert read_job().state is JobState.WAITING


def test_a_key_is_queued_once_until_its_job_has_ended() -> None:
    give_job(do_nothing)
    with unit_of_work():
        enqueue_job("probe", {"mark": 8}, unique_key="probe 7")
    assert run_due_jobs() == 1
    assert list_unfinished_jobs(["probe 7"]) == []
    with unit_of_work():
        enqueue_job("probe", {"mark": 8}, unique_key="probe 7")
    assert run_due_jobs() == 1


def test_periodic_work_waits_in_the_queue_once_and_again_after_its_turn() -> None:
    registry.periodic("probe.sweep", every=timedelta(hours=1))(do_nothing)
    for _ in range(2):
        with unit_of_work():
            plant_schedules(SYSTEM, registry.list_schedules())
    assert read_job().due_at == clock.now() + timedelta(hours=1)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert run_due_jobs() == 1
        with unit_of_work():
            plant_schedules(SYSTEM, registry.list_schedules())
        states = db.session.scalars(sa.select(Job.state).order_by(Job.id)).all()
        assert list(states) == [JobState.DONE, JobState.WAITING]


def test_finished_jobs_are_forgotten_after_some_days_and_others_never() -> None:
    long_ago = clock.now() - timedelta(days=8)
    with unit_of_work():
        for state in JobState:
            finished_at = long_ago if state in {JobState.DONE, JobState.FAILED} else None
            db.session.add(Job(name="probe", arguments={}, state=state, finished_at=finished_at))
        prune_jobs(SYSTEM)
    kept = set(db.session.scalars(sa.select(Job.state)))
    assert kept == {JobState.WAITING, JobState.RUNNING, JobState.FAILED}


def test_two_handlers_of_one_name_are_refused() -> None:
    task("probe")(break_down)
    with pytest.raises(ValueError, match="two handlers for probe"):
        task("probe")(break_down)
