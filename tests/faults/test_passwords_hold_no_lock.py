"""Anybody may try a password: that must keep nobody from writing, and be counted also while somebody writes.

That no lock is held while a password is hashed: `integration/accounts/tries/test_the_same_work.py`.
"""

from __future__ import annotations

import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.servers import RunningPortal

BRIEF_S = 5
"""Less than the database's own patience with a writer."""

HELD_S = 1


@pytest.mark.parametrize("address", ["/sign-in", "/reset"])
def test_a_try_is_counted_as_soon_as_a_writer_is_done(
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
    with ThreadPoolExecutor(1) as meanwhile:
        answer = meanwhile.submit(
            browser.post, f"{running_portal.url}{address}", data=form, timeout=BRIEF_S
        )
        time.sleep(HELD_S)
        writer.execute("ROLLBACK")
        assert answer.result().status_code == 200
    assert count_tries(writer) == 1
    writer.execute("DELETE FROM counted_try")
    writer.close()


def count_tries(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM counted_try").fetchone()[0])
