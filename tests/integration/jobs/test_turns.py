"""Whose work is next: rounds among owners, kinds of work, and nobody waits for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import clock
from app.extensions import db, unit_of_work
from app.jobs import claims
from app.jobs.claims import Claim
from app.jobs.models import Job, JobState, Priority
from app.jobs.registry import task
from app.jobs.services import enqueue_job, enqueue_jobs
from app.jobs.turns import PATIENCE, raise_patient, select_next
from tests.conftest import CountQueries
from tests.integration.jobs.probe import claim_or_fail, do_nothing
from tests.jobs import claim_due_job

pytestmark = pytest.mark.usefixtures("app")

OWNERS = ("ann", "ben", "cat")
MANY = 10_000


@pytest.fixture(autouse=True)
def _know_the_work() -> None:
    task("probe")(do_nothing)


def give(owner: str | None, times: int = 1, priority: Priority = Priority.FIRST) -> None:
    with unit_of_work():
        for _ in range(times):
            enqueue_job("probe", {"owner": owner}, fair_key=owner, priority=priority)


def take() -> Claim:
    return claim_or_fail()


def end(claim: Claim) -> None:
    with unit_of_work():
        claims.finish(claim)


def take_and_end(times: int) -> list[str | None]:
    owners = []
    for _ in range(times):
        claim = take()
        owners.append(claim.arguments["owner"])
        end(claim)
    return owners


def test_ten_films_of_one_hold_up_a_single_one_of_another_by_one_at_the_most() -> None:
    give("ann", 10)
    give("ben")
    assert take_and_end(11)[:2] == ["ann", "ben"]


@pytest.mark.parametrize("begun", [1, 4, 9])
def test_who_comes_while_ten_films_are_worked_off_is_next(begun: int) -> None:
    give("ann", 10)
    take_and_end(begun - 1)
    running = take()
    give("ben", 2)
    assert take().arguments["owner"] == "ben"
    end(running)
    assert take().arguments["owner"] == "ann"


def test_two_with_many_films_take_turns() -> None:
    give("ann", 3)
    give("ben", 3)
    assert take_and_end(6) == ["ann", "ben"] * 3


def test_who_has_more_running_waits_for_who_has_less() -> None:
    give("ann", 3)
    give("ben", 3)
    ann, ben, _ann_again = take(), take(), take()
    assert (ann.arguments["owner"], ben.arguments["owner"]) == ("ann", "ben")
    end(ben)
    assert take().arguments["owner"] == "ben"


def test_what_opens_a_film_goes_before_what_copies_it() -> None:
    for priority in (Priority.LAST, Priority.USUAL, Priority.FIRST, Priority.LATER):
        give(str(priority), priority=priority)
    assert take_and_end(4) == ["1", "2", "3", "4"]


def test_a_finished_job_tells_no_longer_whose_it_was() -> None:
    give("ann")
    end(take())
    assert db.session.scalars(sa.select(Job.fair_key)).all() == [None]


def test_what_is_enqueued_by_the_hundred_does_not_pass_whoever_waits_in_turn() -> None:
    give("ann", 3, Priority.USUAL)
    take_and_end(1)
    with unit_of_work():
        enqueue_jobs("probe", [{"owner": None}] * 2)
    assert take_and_end(4) == ["ann", None, None, "ann"]


def test_a_job_that_waited_for_long_is_next_whatever_its_kind() -> None:
    give("ann", 10, Priority.LAST)
    with time_machine.travel(clock.now() + PATIENCE + timedelta(minutes=1), tick=False):
        give("ben", 10)
        with unit_of_work():
            raise_patient()
        assert take_and_end(5) == ["ann", "ben", "ann", "ben", "ann"]


def test_a_job_that_has_not_waited_for_long_stays_where_it_is() -> None:
    give("ann", priority=Priority.LAST)
    with unit_of_work():
        raise_patient()
    assert db.session.scalars(sa.select(Job.priority)).all() == [Priority.LAST]


def test_a_claim_among_ten_thousand_jobs_is_one_statement(count_queries: CountQueries) -> None:
    fill_queue()
    with count_queries() as sent:
        assert claim_due_job() is not None
    assert len(sent) == 1


def test_the_next_of_ten_thousand_jobs_is_found_by_looking_at_few() -> None:
    fill_queue()
    for _ in range(4):
        take()
    assert count_rows_read(select_next(["probe"])) < 1000


def fill_queue() -> None:
    with unit_of_work():
        row = {"name": "probe", "arguments": {"owner": None}}
        db.session.execute(
            sa.insert(Job),
            [
                row | {"fair_key": f"{i % 40}", "priority": 1 + i % 4, "turn": i // 40}
                for i in range(MANY)
            ],
        )
        db.session.execute(sa.text("ANALYZE job"))


def count_rows_read(statement: sa.Select[int]) -> int:
    """By PostgreSQL's own count. SQLite counts steps of its machine instead, of which a row takes some ten."""
    if db.session.get_bind().dialect.name == "postgresql":
        sql = statement.compile(db.session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = db.session.scalar(sa.text(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}"))
        return sum(map(count_rows_of_node, (plan[0]["Plan"],)))
    connection: Any = db.session.connection().connection.driver_connection
    steps = count()
    connection.set_progress_handler(lambda: next(steps) < 0, 10)
    db.session.execute(statement).all()
    connection.set_progress_handler(None, 0)
    return next(steps)


def count_rows_of_node(node: dict[str, Any]) -> int:
    own = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return int(own * node["Actual Loops"]) + sum(map(count_rows_of_node, node.get("Plans", ())))


@dataclass
class Course:
    """What became of the queue: who has what waiting, and who was served since somebody's job came."""

    running: list[Claim] = field(default_factory=list)
    passed: dict[int, Counter[str]] = field(default_factory=dict)

    def note(self, claim: Claim, waiting: Sequence[Job]) -> None:
        owner = claim.arguments["owner"]
        busy = Counter(other.arguments["owner"] for other in self.running)
        for job in waiting:
            is_its_turn = job.fair_key != owner and not busy[str(job.fair_key)]
            if is_its_turn and is_first_of_owner(job, waiting):
                self.passed.setdefault(job.id, Counter())[owner] += 1
        self.running.append(claim)


def is_first_of_owner(job: Job, waiting: Sequence[Job]) -> bool:
    return job.id == min(other.id for other in waiting if other.fair_key == job.fair_key)


STEPS = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(OWNERS), st.integers(1, 6)),
    st.tuples(st.just("take"), st.none(), st.none()),
    st.tuples(st.just("end"), st.none(), st.integers(0, 2)),
)


@given(st.lists(STEPS, max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_is_served_twice_while_the_first_job_of_somebody_idle_waits(
    steps: list[tuple[str, str | None, int | None]],
) -> None:
    with unit_of_work():
        db.session.execute(sa.delete(Job))
    course = Course()
    for kind, owner, number in steps:
        if kind == "give":
            give(owner, number or 1)
        elif kind == "take" and len(course.running) < 3 and (claim := claim_due_job()):
            course.note(claim, list_waiting())
        elif kind == "end" and course.running:
            end(course.running.pop((number or 0) % len(course.running)))
    assert all(max(times.values()) <= 1 for times in course.passed.values())


def list_waiting() -> Sequence[Job]:
    waiting = db.session.scalars(
        sa.select(Job).where(Job.state == JobState.WAITING).order_by(Job.id)
    ).all()
    db.session.expunge_all()
    db.session.rollback()
    return waiting
