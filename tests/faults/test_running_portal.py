"""The portal behind a real server survives being killed."""

from __future__ import annotations

import os
import signal
import time

import pytest

from app.core.actor import RoleName
from tests.factories.people import make_person
from tests.servers import START_S, RunningPortal

pytestmark = pytest.mark.faults


def test_people_stay_signed_in_when_the_server_is_killed(running_portal: RunningPortal) -> None:
    with running_portal.app.app_context():
        browser = running_portal.open_browser(make_person(RoleName.TRAINEE))
    address = f"{running_portal.url}/notifications/readings"
    assert browser.post(address, timeout=START_S, allow_redirects=False).status_code == 302
    running_portal.restart()
    assert browser.post(address, timeout=START_S, allow_redirects=False).status_code == 302
    browser.cookies.clear()
    assert browser.post(address, timeout=START_S, allow_redirects=False).status_code in {
        400,
        401,
    }


def test_a_killed_worker_is_replaced(running_portal: RunningPortal) -> None:
    before = set(running_portal.list_worker_ids())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    with running_portal.app.app_context():
        browser = running_portal.open_browser(make_person(RoleName.TRAINEE))
    assert browser.get(f"{running_portal.url}/health", timeout=START_S).text == "ok\n"
    deadline = time.monotonic() + START_S
    while before & set(running_portal.list_worker_ids()):  # they stand there until they are reaped
        assert time.monotonic() < deadline
        time.sleep(0.05)
