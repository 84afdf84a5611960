"""Cycles: begun, dated, seen or confirmed, and counted once they are whole."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.cases.consents.services import withdraw_consents
from app.cases.cycle_dates import FilmedBeforeConsent, FilmedBeforeCourse
from app.cases.models import CompletedCycle, Cycle, CycleEvidence, EvidenceBasis, FilmKind
from app.cases.queries import list_cycles, list_steps
from app.cases.services import (
    ConsentMissing,
    CycleCounted,
    DateConfirmed,
    NothingToConfirm,
    complete_cycle_if_whole,
    confirm_cycle,
    date_cycle,
    record_evidence,
    start_cycle,
)
from app.core.actor import SYSTEM, Actor
from app.core.errors import Forbidden
from app.extensions import db
from app.trainees.services import open_stage
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle

FILMED, REVIEWED = date(2025, 4, 1), date(2025, 4, 9)
INTERACTION, SHARED_REVIEW = FilmKind.INTERACTION, FilmKind.SHARED_REVIEW


def make_scene() -> tuple[Cycle, Actor, Actor]:
    """A cycle with its trainee and their supervisor."""
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    cycle = make_cycle(make_client(enrolment))
    return cycle, build_actor(enrolment.person), build_actor(supervisor)


def list_completed() -> list[CompletedCycle]:
    """All that counts."""
    return list(db.session.scalars(sa.select(CompletedCycle)))


def test_cycles_are_numbered_by_client_in_the_current_stage(app: Flask) -> None:
    enrolment = make_enrolment()
    actor, client = build_actor(enrolment.person), make_client(enrolment)
    first = start_cycle(actor, client)
    date_cycle(actor, first, FILMED, None)
    open_stage(SYSTEM, enrolment, enrolment.version.stages[1])
    second = start_cycle(actor, client)
    assert [(c.number, c.stage) for c in (first, second)] == [
        (1, enrolment.version.stages[0]),
        (2, enrolment.version.stages[1]),
    ]
    assert start_cycle(actor, make_client(enrolment)).number == 1


def test_two_clicks_do_not_begin_two_cycles(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    assert start_cycle(actor, client) is start_cycle(actor, client)


def test_consent_comes_before_the_first_cycle(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    withdraw_consents(actor, client)
    with pytest.raises(ConsentMissing):
        start_cycle(actor, client)


def test_only_the_trainee_begins_and_dates_cycles(app: Flask) -> None:
    cycle, _, supervisor = make_scene()
    with pytest.raises(Forbidden):
        start_cycle(supervisor, cycle.client)
    with pytest.raises(Forbidden):
        date_cycle(supervisor, cycle, FILMED, REVIEWED)


def test_filming_comes_after_the_course_and_after_consent(app: Flask) -> None:
    cycle, trainee, _ = make_scene()
    with pytest.raises(FilmedBeforeCourse):
        date_cycle(trainee, cycle, date(2025, 2, 13), None)
    with pytest.raises(FilmedBeforeConsent):
        date_cycle(trainee, cycle, date(2025, 3, 9), None)


@pytest.mark.parametrize("order", list(permutations(("dates", INTERACTION, SHARED_REVIEW))))
def test_a_cycle_counts_once_in_whatever_order_its_parts_arrive(
    app: Flask, order: tuple[str | FilmKind, ...]
) -> None:
    cycle, trainee, _ = make_scene()
    for part in order:
        assert not list_completed()
        if isinstance(part, FilmKind):
            record_evidence(SYSTEM, cycle, part, EvidenceBasis.FILM)
        else:
            date_cycle(trainee, cycle, FILMED, REVIEWED)
    (completed,) = list_completed()
    assert completed.effective_on == REVIEWED
    assert (completed.client_id, completed.enrolment_id) == (
        cycle.client_id,
        cycle.client.enrolment_id,
    )
    assert completed.basis is EvidenceBasis.FILM
    assert complete_cycle_if_whole(cycle) is None
    assert list_completed() == [completed]


def test_a_cycle_counts_in_the_stage_it_was_done_in(app: Flask) -> None:
    cycle, trainee, _ = make_scene()
    first = cycle.stage_id
    open_stage(SYSTEM, cycle.client.enrolment, cycle.client.enrolment.version.stages[1])
    date_cycle(trainee, cycle, FILMED, REVIEWED)
    for kind in FilmKind:
        record_evidence(SYSTEM, cycle, kind, EvidenceBasis.FILM)
    assert [completed.stage_id for completed in list_completed()] == [first]


@pytest.mark.parametrize("kind", list(FilmKind))
def test_half_a_cycle_does_not_count(app: Flask, kind: FilmKind) -> None:
    cycle, trainee, _ = make_scene()
    date_cycle(trainee, cycle, FILMED, REVIEWED)
    record_evidence(SYSTEM, cycle, kind, EvidenceBasis.FILM)
    assert complete_cycle_if_whole(cycle) is None
    assert not list_completed()


def test_the_supervisor_stands_for_films_kept_elsewhere_and_the_count_says_so(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    date_cycle(trainee, cycle, FILMED, REVIEWED)
    record_evidence(SYSTEM, cycle, INTERACTION, EvidenceBasis.FILM)
    confirm_cycle(supervisor, cycle, FilmKind)
    bases = db.session.execute(sa.select(CycleEvidence.kind, CycleEvidence.basis)).all()
    assert dict(bases) == {
        INTERACTION: EvidenceBasis.FILM,
        SHARED_REVIEW: EvidenceBasis.SUPERVISOR,
    }
    assert [completed.basis for completed in list_completed()] == [EvidenceBasis.SUPERVISOR]


def test_nobody_confirms_their_own_or_a_strangers_cycle(app: Flask) -> None:
    cycle, trainee, _ = make_scene()
    date_cycle(trainee, cycle, FILMED, REVIEWED)
    both = Actor(person_id=trainee.person_id, supervised_ids=frozenset({cycle.client.enrolment_id}))
    for actor in (trainee, both, build_actor(make_supervisor()), SYSTEM):
        with pytest.raises(Forbidden):
            confirm_cycle(actor, cycle, FilmKind)


def test_only_the_system_says_that_a_film_was_seen(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    for actor in (trainee, supervisor):
        with pytest.raises(Forbidden):
            record_evidence(actor, cycle, INTERACTION, EvidenceBasis.FILM)


def test_a_step_without_a_date_cannot_be_confirmed(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    date_cycle(trainee, cycle, FILMED, None)
    for kinds in ([], [SHARED_REVIEW], FilmKind):
        with pytest.raises(NothingToConfirm):
            confirm_cycle(supervisor, cycle, kinds)
    confirm_cycle(supervisor, cycle, [INTERACTION])
    with pytest.raises(DateConfirmed):
        date_cycle(trainee, cycle, date(2025, 4, 2), REVIEWED)
    date_cycle(trainee, cycle, FILMED, REVIEWED)


def test_dates_stay_once_the_cycle_counts(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    date_cycle(trainee, cycle, FILMED, FILMED)
    confirm_cycle(supervisor, cycle, FilmKind)
    with pytest.raises(CycleCounted):
        date_cycle(trainee, cycle, FILMED, REVIEWED)


def test_a_count_outlives_the_consent(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    date_cycle(trainee, cycle, FILMED, REVIEWED)
    withdraw_consents(trainee, cycle.client)
    confirm_cycle(supervisor, cycle, FilmKind)
    assert len(list_completed()) == 1


def test_the_list_of_cycles_says_how_far_each_is(app: Flask) -> None:
    cycle, trainee, supervisor = make_scene()
    date_cycle(trainee, cycle, FILMED, None)
    record_evidence(SYSTEM, cycle, INTERACTION, EvidenceBasis.FILM)
    later = make_cycle(cycle.client)
    lines = list_cycles(supervisor, cycle.client).rows
    assert [(line.cycle, line.steps.done) for line in lines] == [(later, 0), (cycle, 2)]
    assert list_steps([]) == {}
