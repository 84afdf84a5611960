"""Two workers read the two films of one cycle at the same moment: the cycle counts all the same, once."""

from __future__ import annotations

import threading
import time
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cases.models import CompletedCycle, EvidenceBasis, FilmKind
from app.cases.queries import get_cycle
from app.cases.services import record_evidence
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle

pytestmark = pytest.mark.faults

HELD_S = 0.5
"""How long the first worker keeps its transaction open: long enough for the second to run into it."""


def test_films_read_at_the_same_moment_count_as_one_cycle(portal: Flask) -> None:
    with portal.app_context():
        on = date(2025, 4, 1)
        cycle_uuid = make_cycle(make_client(make_enrolment()), filmed_on=on, reviewed_on=on).uuid
        db.session.remove()
    first_is_in = threading.Event()
    workers = [
        threading.Thread(target=read_first_film, args=(portal, cycle_uuid, first_is_in)),
        threading.Thread(target=read_second_film, args=(portal, cycle_uuid, first_is_in)),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with portal.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CompletedCycle)) == 1
        db.session.remove()


def read_first_film(portal: Flask, cycle_uuid: UUID, first_is_in: threading.Event) -> None:
    with portal.app_context(), unit_of_work():
        cycle = get_cycle(SYSTEM, cycle_uuid)
        record_evidence(SYSTEM, cycle, FilmKind.INTERACTION, EvidenceBasis.FILM)
        first_is_in.set()
        time.sleep(HELD_S)


def read_second_film(portal: Flask, cycle_uuid: UUID, first_is_in: threading.Event) -> None:
    first_is_in.wait()
    with portal.app_context(), unit_of_work():
        cycle = get_cycle(SYSTEM, cycle_uuid)
        record_evidence(SYSTEM, cycle, FilmKind.SHARED_REVIEW, EvidenceBasis.FILM)
