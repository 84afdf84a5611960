"""Films on a shelf, opened for reading."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

collect_ignore_glob = ["test_*.py"] if os.environ.get("TEST_DATABASE") == "postgresql" else []
"""There is no database in here: one of the two runs is enough."""

OpenFilm = Callable[[Path], int]


@pytest.fixture
def opened() -> Iterator[OpenFilm]:
    descriptors: list[int] = []

    def open_for_reading(path: Path) -> int:
        descriptors.append(os.open(path, os.O_RDONLY))
        return descriptors[-1]

    yield open_for_reading
    for descriptor in descriptors:
        os.close(descriptor)
