"""Plain film bytes exist only in files without a name: when the last holder dies, they are gone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_film(directory: Path) -> Iterator[int]:
    """A read-write descriptor of a nameless file (``O_TMPFILE``) on the disk of ``directory``.

    Children open it again as ``/proc/self/fd/N``, which has a position of its own.
    """
    with tempfile.TemporaryFile(dir=directory, buffering=0) as film:
        yield film.fileno()
