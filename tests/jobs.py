"""The queue in tests: due jobs are carried out here and now, by the code the worker runs."""

from __future__ import annotations

from datetime import timedelta

from app.extensions import unit_of_work
from app.jobs.attempts import carry_out
from app.jobs.claims import Claim, claim_next
from app.jobs.registry import list_names
from app.worker import load_tasks

LEASE = timedelta(seconds=60)


def claim_due_job() -> Claim | None:
    """Take the next due job as a worker would, without starting it."""
    load_tasks()
    with unit_of_work():
        return claim_next(list_names(), LEASE)


def run_due_jobs() -> int:
    """Carry out every job that is due, also those the jobs themselves enqueue; answers how many attempts that were.

    What the test has loaded before is loaded anew afterwards.
    """
    attempts = 0
    while claim := claim_due_job():
        carry_out(claim, LEASE)
        attempts += 1
    return attempts
