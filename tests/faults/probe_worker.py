"""A worker that knows only the tests' own jobs: `python -m tests.faults.probe_worker`, with a lease and a grace in seconds.

Every effect is a row of the audit trail: the action says what, the kind which attempt, the id for which test.
"""

from __future__ import annotations

import logging
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from app import create_app
from app.audit.models import AuditEvent
from app.extensions import db
from app.jobs.registry import task
from app.jobs.runner import Runner
from app.jobs.work import Work
from app.worker import serve


@task("probe.quick")
def do_quickly(work: Work) -> None:
    """Leave one trace."""
    with work.step(last=True):
        leave_trace(work, "ended")


@task("probe.gated")
def wait_at_gate(work: Work) -> None:
    """Begin, report a half, and end once the gate's file is there."""
    with work.step():
        leave_trace(work, "began")
    work.report(0.5)
    while not Path(work.arguments["gate"]).exists():
        time.sleep(0.02)
    with work.step(last=True):
        leave_trace(work, "ended")


@task("probe.long", takes_long=True)
def take_long(work: Work) -> None:
    """The same, and said to take long."""
    wait_at_gate(work)


def leave_trace(work: Work, action: str) -> None:
    """Write what happened in which attempt."""
    mark = UUID(work.arguments["mark"])
    db.session.add(AuditEvent(action=action, subject_kind=f"{work.attempt}", subject_id=mark))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    lease_s, grace_s = map(float, sys.argv[1:])
    serve(Runner(create_app(), threads=2, lease=timedelta(seconds=lease_s), grace_s=grace_s))
