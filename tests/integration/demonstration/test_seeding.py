"""A seeded association stands in the real tables: every constraint holds, and what counts is what was done."""

from __future__ import annotations

from collections import defaultdict

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.cases.models import CompletedCycle
from app.core.actor import SYSTEM, RoleName
from app.demonstration.services import seed_association
from app.extensions import db
from app.progress.queries import count_progress
from app.supervision.models import ConfirmedSession
from app.trainees.models import Enrolment
from tests.factories.people import make_enrolment, make_person


@pytest.mark.parametrize("seed", [1, 2])
def test_progress_over_a_seeded_association_equals_counting_by_hand(app: Flask, seed: int) -> None:
    seed_association(SYSTEM, 40, seed)
    cycles: dict[int, set[int]] = defaultdict(set)
    clients: dict[int, set[int]] = defaultdict(set)
    minutes: dict[int, int] = defaultdict(int)
    for cycle in db.session.scalars(sa.select(CompletedCycle)):
        cycles[cycle.enrolment_id].add(cycle.cycle_id)
        clients[cycle.enrolment_id].add(cycle.client_id)
    for session in db.session.scalars(sa.select(ConfirmedSession)):
        minutes[session.enrolment_id] += session.minutes
    ids = list(db.session.scalars(sa.select(Enrolment.id)))
    counted = count_progress(ids)
    assert len(ids) > 30
    for enrolment_id in ids:
        total = counted[enrolment_id].total
        by_hand = len(cycles[enrolment_id]), len(clients[enrolment_id]), minutes[enrolment_id]
        assert (total.cycles, total.clients, total.minutes) == by_hand


def test_seeding_adds_beside_what_is_there_and_leaves_room_for_more(app: Flask) -> None:
    present = make_person(RoleName.SUPERVISOR)
    for seed in (1, 2):
        seed_association(SYSTEM, 20, seed)
    after = make_enrolment()
    assert present.id < after.person_id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 42
