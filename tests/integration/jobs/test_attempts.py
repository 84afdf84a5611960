"""What becomes of a job: done once, tried again, or failed in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core import clock
from app.core.database import ReadOnlyTransaction
from app.core.errors import DomainError
from app.extensions import db, unit_of_work
from app.jobs.attempts import OUR_FAULT, delay_after, reap
from app.jobs.claims import CUT_OFF, LeaseLost, put_back
from app.jobs.models import JobState
from app.jobs.queries import list_unfinished_jobs
from app.jobs.work import NotNow, Work
from tests.integration.jobs.probe import (
    break_down,
    claim_or_fail,
    count_marks,
    do_nothing,
    give_job,
    leave_mark,
    read_job,
)
from tests.jobs import LEASE, run_due_jobs

pytestmark = pytest.mark.usefixtures("app")


def test_a_job_is_carried_out_once_and_forgets_its_arguments() -> None:
    seen: list[Any] = []
    give_job(lambda work: seen.append((work.arguments, work.attempt)))
    assert (run_due_jobs(), run_due_jobs()) == (1, 0)
    assert seen == [({"mark": 7}, 1)]
    job = read_job()
    assert (job.state, job.arguments, job.unique_key) == (JobState.DONE, {}, None)
    assert (job.progress, job.finished_at) == (1.0, clock.now())


def test_an_unexpected_error_is_tried_again_with_growing_delay_and_then_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[tuple[Mapping[str, Any], str]] = []
    give_job(break_down, on_failure=lambda arguments, words: told.append((arguments, words)))
    moment = clock.now()
    for attempt in (1, 2):
        with time_machine.travel(moment, tick=False):
            assert run_due_jobs() == 1
            job = read_job()
            assert (job.state, job.attempt, told) == (JobState.WAITING, attempt, [])
            assert job.due_at == moment + delay_after(attempt)
            moment = job.due_at
    with time_machine.travel(moment, tick=False):
        run_due_jobs()
    job = read_job()
    assert (job.state, job.attempt, job.failure) == (JobState.FAILED, 3, OUR_FAULT)
    assert told == [({"mark": 7}, OUR_FAULT)]
    assert "ZeroDivisionError" in caplog.text
    assert delay_after(2) == 4 * delay_after(1)


def test_a_broken_rule_is_final_and_its_words_are_kept() -> None:
    def refuse(_work: Work) -> None:
        raise DomainError("This is not a film.")

    told: list[str] = []
    give_job(refuse, on_failure=lambda _arguments, words: told.append(words))
    run_due_jobs()
    job = read_job()
    assert (job.state, job.attempt, job.failure) == (JobState.FAILED, 1, "This is not a film.")
    assert told == ["This is not a film."]


def test_a_job_fails_even_where_telling_of_it_breaks() -> None:
    def break_after_writing(_arguments: Mapping[str, Any], _words: str) -> None:
        leave_mark()
        db.session.flush()
        raise ZeroDivisionError

    give_job(break_down, attempts=1, on_failure=break_after_writing)
    run_due_jobs()
    assert (read_job().state, count_marks()) == (JobState.FAILED, 0)


def test_what_a_broken_step_wrote_is_rolled_back() -> None:
    def write_and_break(work: Work) -> None:
        with work.step():
            leave_mark()
            db.session.flush()
            break_down(work)

    give_job(write_and_break)
    run_due_jobs()
    assert count_marks() == 0


def test_a_handler_cannot_write_outside_its_steps(caplog: pytest.LogCaptureFixture) -> None:
    def write_past_the_guard(_work: Work) -> None:
        leave_mark()
        db.session.flush()

    give_job(write_past_the_guard)
    run_due_jobs()
    assert ReadOnlyTransaction.__name__ in caplog.text
    assert count_marks() == 0


def test_the_last_step_ends_the_job_with_its_changes() -> None:
    def finish_and_break(work: Work) -> None:
        with work.step(last=True):
            leave_mark()
        break_down(work)

    give_job(finish_and_break)
    run_due_jobs()
    assert (read_job().state, count_marks()) == (JobState.DONE, 1)


def test_progress_is_seen_while_the_job_runs_and_is_written_seldom() -> None:
    give_job(do_nothing)
    work = Work(claim_or_fail(), LEASE)
    for progress in (0.25, 0.5):
        work.report(progress)
    [job] = list_unfinished_jobs(["probe 7"])
    assert job is not None
    assert (job.state, job.progress) == (JobState.RUNNING, 0.25)


def test_progress_is_not_reported_inside_a_step() -> None:
    give_job(do_nothing)
    work = Work(claim_or_fail(), LEASE)
    with pytest.raises(RuntimeError, match="between steps"), work.step():
        work.report(0.5)


def test_an_attempt_whose_lease_ran_out_can_neither_write_nor_report() -> None:
    give_job(do_nothing)
    zombie = Work(claim_or_fail(), LEASE)
    with time_machine.travel(clock.now() + 2 * LEASE, tick=False):
        reap()
        heir = Work(claim_or_fail(), LEASE)
        with pytest.raises(LeaseLost), zombie.step():
            leave_mark()
        with pytest.raises(LeaseLost):
            zombie.report(0.9)
        with heir.step(last=True):
            leave_mark()
    assert (read_job().state, read_job().attempt, count_marks()) == (JobState.DONE, 2, 1)


def test_reports_and_steps_keep_a_lease_alive() -> None:
    give_job(do_nothing)
    work = Work(claim_or_fail(), LEASE)
    start = clock.now()
    with time_machine.travel(start + 0.9 * LEASE, tick=False):
        work.report(0.1)
    with time_machine.travel(start + 1.8 * LEASE, tick=False), work.step():
        pass
    with time_machine.travel(start + 2.7 * LEASE, tick=False):
        reap()
        assert read_job().state is JobState.RUNNING


def test_a_job_over_which_every_worker_dies_fails_in_the_end() -> None:
    told: list[str] = []
    give_job(do_nothing, attempts=2, on_failure=lambda _arguments, words: told.append(words))
    for death in (1, 2):
        with time_machine.travel(clock.now() + 2 * death * LEASE, tick=False) as moment:
            claim_or_fail()
            moment.shift(2 * LEASE)
            reap()
    assert (read_job().state, told) == (JobState.FAILED, [CUT_OFF])


def test_waiting_and_orderly_restarts_are_no_faults() -> None:
    class Resting(NotNow):
        message = "The line is down. It is tried again."
        delay = timedelta(minutes=1)

    def rest(_work: Work) -> None:
        raise Resting

    give_job(rest, attempts=2)
    with time_machine.travel(clock.now(), tick=False) as moment:
        for _ in range(5):
            run_due_jobs()
            moment.shift(Resting.delay)
            with unit_of_work():
                put_back(claim_or_fail())
        claim_or_fail()
        moment.shift(2 * LEASE)
        reap()
    job = read_job()
    assert (job.state, job.attempt, job.faults) == (JobState.WAITING, 11, 1)


def test_an_error_of_the_portal_is_not_shown_in_its_own_words(app: Flask) -> None:
    give_job(break_down, attempts=1)
    run_due_jobs()
    assert "division" not in str(read_job().failure)
