"""Ending the work with a client, and beginning it again."""

from __future__ import annotations

from datetime import date

from app.audit.services import record_event
from app.cases.closings.errors import CaseClosed, CaseOpen, ClosedInFuture
from app.cases.closings.models import CaseClosing
from app.cases.closings.policies import can_close
from app.cases.closings.queries import find_closing, find_last_work_on
from app.cases.models import Client
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db


def close_case(actor: Actor, client: Client, closed_on: date) -> CaseClosing:
    """The work with this client has come to its end. Raises ClosedInFuture, and CaseClosed where it ended before."""
    require(can_close(actor, client))
    lock_row(db.session(), client)
    if find_closing(actor, client) is not None:
        raise CaseClosed
    check_day(actor, client, closed_on)
    closing = CaseClosing(client=client, closed_on=closed_on, recorded_by_id=actor.person_id)
    db.session.add(closing)
    db.session.flush()
    record_event(actor, "case.closed", "client", client.uuid)
    return closing


def reopen_case(actor: Actor, client: Client) -> None:
    """The work goes on: films that are still there stay; what was erased stays gone. Raises CaseOpen."""
    require(can_close(actor, client))
    lock_row(db.session(), client)
    closing = find_closing(actor, client)
    if closing is None:
        raise CaseOpen
    closing.reopened_at, closing.reopened_by_id = clock.now(), actor.person_id
    record_event(actor, "case.reopened", "client", client.uuid)


def check_day(actor: Actor, client: Client, closed_on: date) -> None:
    """Raises ClosedInFuture unless the work lies before that day, and the day not ahead."""
    require(can_close(actor, client))
    last = find_last_work_on(actor, client)
    if closed_on > clock.today() or (last is not None and closed_on < last):
        raise ClosedInFuture
