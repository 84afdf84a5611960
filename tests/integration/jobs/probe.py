"""Jobs of the tests' own, in a registry of their own, at a moment that stands still."""

from __future__ import annotations

import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.extensions import db, unit_of_work
from app.jobs.claims import Claim
from app.jobs.models import Job
from app.jobs.registry import Handler, OnFailure, task
from app.jobs.services import enqueue_job
from app.jobs.work import Work
from tests.jobs import claim_due_job


def give_job(handler: Handler, *, attempts: int = 3, on_failure: OnFailure | None = None) -> None:
    task("probe", attempts=attempts, on_failure=on_failure)(handler)
    with unit_of_work():
        enqueue_job("probe", {"mark": 7}, unique_key="probe 7")


def read_job() -> Job:
    return db.session.scalars(sa.select(Job)).one()


def count_jobs() -> int:
    return db.session.scalar(sa.select(sa.func.count(Job.id))) or 0


def count_marks() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.action == "probe")) or 0


def leave_mark() -> None:
    db.session.add(AuditEvent(action="probe"))


def do_nothing(_work: Work) -> None:
    pass


def break_down(_work: Work) -> None:
    raise ZeroDivisionError


def claim_or_fail() -> Claim:
    claim = claim_due_job()
    assert claim is not None
    return claim
