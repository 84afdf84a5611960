"""What the operator is told."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from app.clips.models import ClipState, ErasureOrder
from app.extensions import db
from tests.factories.clips import make_clip
from tests.factories.keeping import close_case, place_hold
from tests.factories.retention import announce, order_erasure
from tests.integration.retention.conftest import WorkOff

pytestmark = pytest.mark.usefixtures("app")


def say(app: Flask, *arguments: str) -> list[str]:
    with app.app_context(), time_machine.travel("2026-04-02T12:00:00Z", tick=False):
        result = app.test_cli_runner().invoke(args=["retention", *arguments])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.output.splitlines()


def test_a_dry_run_says_what_would_happen_and_why(app: Flask, work_off: WorkOff) -> None:
    due, held, soon, stays, leaving = (make_clip() for _ in range(5))
    for clip, closed_on in ((due, date(2026, 1, 31)), (held, date(2026, 1, 31))):
        close_case(clip.cycle.client, closed_on)
    close_case(soon.cycle.client, date(2026, 2, 3))
    announce(due, date(2026, 3, 31))
    place_hold(held, date(2026, 5, 1))
    order_erasure(leaving)
    states = [due.state, stays.state]
    expected = [
        f"{due.uuid} (interaction film): would be erased — last day 31 March 2026, by the organisation’s rule",
        f"{held.uuid} (interaction film): is held — last day 31 March 2026, by the organisation’s rule; held with a reason",
        f"{soon.uuid} (interaction film): would be announced — last day 3 April 2026, by the organisation’s rule; 1 days before",
        f"{leaving.uuid}: its erasure was ordered (wrong_film) and goes on",
        "4 films looked at: 1 to erase, 1 held, 1 announced, 1 stay. 1 on their way out.",
    ]
    assert say(app, "run", "--dry-run") == expected
    assert say(app, "run", "--dry-run") == expected, "nothing changed"
    assert [due.state, stays.state] == states
    orders = sa.select(sa.func.count(ErasureOrder.id))
    assert db.session.scalar(orders) == 1
    done = say(app, "run")
    assert done[0].startswith(f"{due.uuid} (interaction film): is being erased — last day")
    assert (
        done[-1]
        == "4 films looked at: 1 to erase, 1 held, 1 announced, 1 stay. 2 on their way out."
    )
    work_off()
    assert {due.state, leaving.state} == {ClipState.ERASED}
    assert say(app, "run")[-1] == (
        "3 films looked at: 0 to erase, 1 held, 0 announced, 2 stay. 0 on their way out."
    )
