"""The letters of a test, and the links in them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.integration.notifications.test_letters import read_letters, read_words
from tests.jobs import run_due_jobs

LINK = re.compile(r"/welcome/[\w-]+")


def find_links(outbox: Path) -> dict[str, str]:
    """Address -> the path of the link in its latest letter, after everything due was sent."""
    run_due_jobs()
    links = {}
    for letter in read_letters(outbox):
        if found := LINK.search(read_words(letter, "plain")):
            links[str(letter["To"])] = found[0]
    return links
