"""One attempt at a job from its claim to its end, and the end of attempts whose worker has died."""

from __future__ import annotations

import logging
from datetime import timedelta

import sqlalchemy as sa

from app.core.errors import DomainError
from app.extensions import db, unit_of_reading, unit_of_work
from app.jobs import claims
from app.jobs.claims import CUT_OFF, Claim, LeaseLost
from app.jobs.queries import list_expired_claims
from app.jobs.registry import Task, find_task, list_names
from app.jobs.work import NotNow, Work

logger = logging.getLogger(__name__)

OUR_FAULT = (
    "Something went wrong on our side. Please try again; if it happens again, tell the association."
)
FIRST_DELAY = timedelta(seconds=15)
DELAY_GROWTH = 4


def delay_after(faults: int) -> timedelta:
    """How long a job waits after so many faults: 15 seconds, then four times as long each time."""
    growth: int = DELAY_GROWTH ** (faults - 1)
    return FIRST_DELAY * growth


def carry_out(claim: Claim, lease: timedelta) -> None:
    """Run the handler of a claimed job and record how the attempt ended. Needs an app context of its own."""
    try:
        _attempt(claim, _require_task(claim), lease)
    except LeaseLost as lost:
        logger.warning("Given up, for it is no longer ours: %s", lost)


def reap() -> None:
    """End attempts that are silent for a whole lease: the job waits again, or fails after its last attempt."""
    with unit_of_reading():
        expired = list_expired_claims(list_names())
    for claim in expired:
        try:
            _end_silent(claim, _require_task(claim))
            logger.warning("Job %s (%s) was cut off", claim.job_id, claim.name)
        except LeaseLost:
            continue  # heard of after all, or ended by another worker


def _attempt(claim: Claim, task: Task, lease: timedelta) -> None:
    work = Work(claim, lease)
    try:
        with unit_of_reading():
            task.handler(work)
    except LeaseLost:
        raise
    except NotNow as pause:
        logger.info("Job %s (%s) waits: %s", claim.job_id, claim.name, pause.message)
        with unit_of_work():
            claims.put_back(claim, delay=pause.delay, failure=pause.message)
    except DomainError as error:
        logger.info("Job %s (%s) was refused: %s", claim.job_id, claim.name, error.message)
        _fail(claim, task, error.message)
    except Exception:
        logger.exception("Job %s (%s), attempt %s", claim.job_id, claim.name, claim.attempt)
        _try_again_or_fail(claim, task)
    else:
        if not work.is_finished:
            with unit_of_work():
                claims.finish(claim)


def _try_again_or_fail(claim: Claim, task: Task) -> None:
    faults = claim.faults + 1
    if faults >= task.attempts:
        _fail(claim, task, OUR_FAULT)
        return
    with unit_of_work():
        claims.put_back(claim, delay=delay_after(faults), failure=OUR_FAULT, faults=faults)


def _end_silent(claim: Claim, task: Task) -> None:
    faults = claim.faults + 1
    if faults >= task.attempts:
        _fail(claim, task, CUT_OFF, claims.is_abandoned(claim))
        return
    with unit_of_work():
        claims.put_back(claim, claims.is_abandoned(claim), faults=faults)


def _fail(claim: Claim, task: Task, message: str, *conditions: sa.ColumnElement[bool]) -> None:
    with unit_of_work():
        claims.fail(claim, message, *conditions)
        if task.on_failure is None:
            return
        try:
            with db.session.begin_nested():
                task.on_failure(claim.arguments, message)
        except Exception:  # the job has failed either way, and must not be reaped for ever
            logger.exception("Telling of the failure of %s (%s)", claim.job_id, claim.name)


def _require_task(claim: Claim) -> Task:
    task = find_task(claim.name)
    assert task is not None, f"{claim.name} was claimed by a process that does not know it"  # noqa: S101
    return task
