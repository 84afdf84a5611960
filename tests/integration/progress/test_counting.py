"""The counted numbers are those anybody would count by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases.models import CompletedCycle, Cycle, EvidenceBasis
from app.core import clock
from app.extensions import db
from app.pathways.models import Measure
from app.pathways.queries import find_pathway
from app.progress.queries import count_progress
from app.progress.tally import Tally
from app.supervision.models import ConfirmedSession, SupervisionSession
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_completed_cycle, make_cycle, make_session

REGISTERED = date(2025, 3, 3)
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Field:
    """Two trainees on the three-stage pathway, with cycles and sessions that count only where a fact says so."""

    enrolments: Sequence[Enrolment]
    cycles: Sequence[Cycle]
    sessions: Sequence[SupervisionSession]


@dataclass(frozen=True)
class Happening:
    """One fact to be drawn: which thing, in which stage, when, known since when, and minutes for a session."""

    thing: int
    stage: int
    day: int
    known: int
    minutes: int

    @property
    def on(self) -> date:
        return REGISTERED + timedelta(days=self.day)

    @property
    def at(self) -> datetime:
        return NOON + timedelta(hours=self.known)


@pytest.fixture
def field(app: Flask) -> Field:
    """Six clients, eighteen cycles, eight sessions."""
    pathway = find_pathway("practitioner-three-stages")
    assert pathway is not None
    supervisor = make_supervisor()
    enrolments = [
        make_enrolment(supervisor=supervisor, version=pathway.versions[0], registered_on=REGISTERED)
        for _ in range(2)
    ]
    clients = [make_client(enrolment) for enrolment in enrolments for _ in range(3)]
    cycles = [make_cycle(client) for client in clients for _ in range(3)]
    sessions = [make_session(e, supervisor) for e in enrolments for _ in range(4)]
    return Field(enrolments, cycles, sessions)


def draw_happenings(things: int) -> st.SearchStrategy[list[Happening]]:
    """Facts about some of the things, in any order, each thing at most once."""
    happening = st.builds(
        Happening,
        thing=st.integers(0, things - 1),
        stage=st.integers(0, 2),
        day=st.integers(-3, 6),
        known=st.integers(-2, 2),
        minutes=st.integers(1, 600),
    )
    return st.lists(happening, unique_by=lambda drawn: drawn.thing, max_size=things)


def count_by_hand(
    field: Field, done: list[Happening], held: list[Happening], as_of: datetime | None
) -> dict[int, dict[int, Tally]]:
    """The rules of the field, written as slowly as a person would apply them."""
    counted: dict[int, dict[int, Tally]] = {e.id: {} for e in field.enrolments}
    stages = field.enrolments[0].version.stages
    known_clients = set()
    for fact in sorted(done, key=lambda fact: fact.on):
        if as_of is not None and fact.at > as_of:
            continue
        cycle, stage = field.cycles[fact.thing], stages[fact.stage].id
        is_first = cycle.client_id not in known_clients
        known_clients.add(cycle.client_id)
        tallies = counted[cycle.client.enrolment_id]
        tallies[stage] = tallies.get(stage, Tally()) + Tally(1, int(is_first))
    for fact in held:
        if fact.on < REGISTERED or (as_of is not None and fact.at > as_of):
            continue
        tallies, stage = counted[field.sessions[fact.thing].enrolment_id], stages[fact.stage].id
        tallies[stage] = tallies.get(stage, Tally()) + Tally(minutes=fact.minutes)
    return counted


def record(field: Field, done: list[Happening], held: list[Happening]) -> None:
    """Write the drawn facts, in the order they were drawn."""
    stages = field.enrolments[0].version.stages
    for fact in done:
        cycle = field.cycles[fact.thing]
        db.session.add(
            CompletedCycle(
                cycle_id=cycle.id,
                client_id=cycle.client_id,
                enrolment_id=cycle.client.enrolment_id,
                stage_id=stages[fact.stage].id,
                basis=EvidenceBasis.FILM,
                effective_on=fact.on,
                recorded_at=fact.at,
            )
        )
        db.session.flush()
    for fact in held:
        session = field.sessions[fact.thing]
        db.session.add(
            ConfirmedSession(
                session_id=session.id,
                enrolment_id=session.enrolment_id,
                stage_id=stages[fact.stage].id,
                minutes=fact.minutes,
                confirmed_by_id=session.supervisor_id,
                effective_on=fact.on,
                recorded_at=fact.at,
            )
        )
    db.session.flush()


WITH_A_DATABASE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@WITH_A_DATABASE
@given(done=draw_happenings(18), held=draw_happenings(8))
def test_time_takes_nothing_away_from_what_was_counted(
    field: Field, done: list[Happening], held: list[Happening]
) -> None:
    moments = [*(NOON + timedelta(hours=hours) for hours in range(-3, 4)), None]
    with db.session.begin_nested() as savepoint:
        record(field, done, held)
        enrolment_id = field.enrolments[0].id
        totals = [count_progress([enrolment_id], m)[enrolment_id].total for m in moments]
        savepoint.rollback()
    for measure in Measure:
        counted = [total.of(measure) for total in totals]
        assert counted == sorted(counted)


@WITH_A_DATABASE
@given(
    done=draw_happenings(18),
    held=draw_happenings(8),
    as_of=st.none() | st.integers(-2, 2).map(lambda hours: NOON + timedelta(hours=hours)),
)
def test_any_set_of_facts_is_counted_as_by_hand(
    field: Field, done: list[Happening], held: list[Happening], as_of: datetime | None
) -> None:
    with db.session.begin_nested() as savepoint:
        record(field, done, held)
        counted = count_progress([e.id for e in field.enrolments], as_of)
        expected = count_by_hand(field, done, held, as_of)
        savepoint.rollback()
    assert {e: dict(progress.by_stage) for e, progress in counted.items()} == expected


def test_minimums_come_from_each_trainees_own_pathway_version(app: Flask) -> None:
    three_stages = find_pathway("practitioner-three-stages")
    assert three_stages is not None
    old, new = make_enrolment(version=three_stages.versions[0]), make_enrolment()
    counted = count_progress([old.id, new.id])
    (guide,) = [s for s in counted[new.id].standings if s.minimum.is_guide]
    assert (guide.minimum.measure, guide.minimum.minimum) == (Measure.SUPERVISION_MINUTES, 900)
    assert (
        sum(
            s.minimum.minimum
            for s in counted[old.id].standings
            if s.minimum.measure is Measure.CYCLES
        )
        == 27
    )


def test_ids_may_be_a_statement_and_strangers_are_left_out(app: Flask) -> None:
    enrolment, stranger = make_enrolment(), make_enrolment()
    make_completed_cycle(make_client(stranger))
    chosen = sa.select(Enrolment.id).where(Enrolment.id == enrolment.id)
    counted = count_progress(chosen)
    assert list(counted) == [enrolment.id]
    assert counted[enrolment.id].total == Tally()
    assert count_progress([]) == {}


def test_numbers_of_the_past_stay_as_they_were_known(app: Flask) -> None:
    enrolment = make_enrolment()
    make_completed_cycle(make_client(enrolment), on=date(2025, 4, 1))
    before = clock.now() - timedelta(hours=1)
    assert count_progress([enrolment.id], as_of=before)[enrolment.id].total == Tally()
    assert count_progress([enrolment.id])[enrolment.id].total == Tally(1, 1, 0)


def test_counting_many_trainees_takes_as_many_queries_as_counting_one(
    app: Flask, count_queries: CountQueries
) -> None:
    enrolments = [make_enrolment() for _ in range(6)]
    for enrolment in enrolments:
        make_completed_cycle(make_client(enrolment))
    ids = [enrolment.id for enrolment in enrolments]
    with count_queries() as for_one:
        count_progress(ids[:1])
    with count_queries() as for_all:
        count_progress(ids)
    assert len(for_one) == len(for_all) == 5
