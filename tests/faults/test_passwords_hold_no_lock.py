"""Anybody may try a password: that must keep nobody from writing, nor wait for somebody who writes."""

from __future__ import annotations

import re
import sqlite3

import pytest
import requests

from tests.servers import RunningPortal

BRIEF_S = 5
"""Less than the database's own patience with a writer."""


@pytest.mark.parametrize("address", ["/sign-in", "/reset"])
def test_trying_a_password_does_not_wait_for_a_writer(
    running_portal: RunningPortal, address: str
) -> None:
    browser = requests.Session()
    browser.trust_env = False
    page = browser.get(f"{running_portal.url}{address}", timeout=BRIEF_S)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token is not None
    form = {
        "csrf_token": token[1],
        "email": "nobody@example.org",
        "password": "two herons, no river",
    }
    writer = sqlite3.connect(running_portal.data_dir / "portal.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        answer = browser.post(f"{running_portal.url}{address}", data=form, timeout=BRIEF_S)
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert answer.status_code == 200
