"""The letters that a running portal has sent."""

from __future__ import annotations

import email
import email.policy
import re
import time
from pathlib import Path

PATIENCE_S = 30


def read_link(outbox: Path, address: str, place: str) -> str:
    """The path below ``place`` that the letter to this address leads to, once the post has brought it."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for path in outbox.glob("*"):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            words = letter.get_body(("plain",)) if letter["To"] == address else None
            if words and (found := re.search(rf"{place}\S+", words.get_content())):
                return found[0]
        time.sleep(0.1)
    raise TimeoutError(f"no letter to {address} with a link")
