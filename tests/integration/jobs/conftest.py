"""A registry and a moment of each test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from app.core import clock
from app.jobs import registry


@pytest.fixture(autouse=True)
def _stand_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_tasks", {})
    monkeypatch.setattr("tests.jobs.load_tasks", lambda: None)
    with time_machine.travel(clock.now(), tick=False):
        yield
