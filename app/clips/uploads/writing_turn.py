"""One writer at a time, across threads and processes of this machine."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.clips.uploads.errors import SentElsewhere

PATIENCE_S = 4.0
"""How long somebody waits for their turn: longer than a holder whose line is silent keeps it."""

_POLL_S = 0.05
_RECENTLY_S = 1.0


@dataclass(frozen=True, slots=True)
class WritingTurn:
    """The right to write one upload, held until the end of `take_turn` or of this process."""

    waiting: Path

    def is_wanted(self) -> bool:
        """Whether somebody else has been waiting for this turn within the last second."""
        try:
            return time.time() - self.waiting.stat().st_mtime < _RECENTLY_S
        except FileNotFoundError:
            return False


@contextmanager
def take_turn(folder: Path, upload: UUID, patience_s: float = PATIENCE_S) -> Iterator[WritingTurn]:
    """Hold the upload's lock, waiting at most ``patience_s`` for it. Raises SentElsewhere.

    The kernel releases the lock when the process dies, however it dies. The files are removed by whoever holds the
    lock, so a newcomer may have locked a file that is gone; then it tries again.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, waiting = folder / f"{upload}.lock", folder / f"{upload}.waiting"
    descriptor = _lock(path, waiting, time.monotonic() + patience_s)
    try:
        waiting.unlink(missing_ok=True)
        yield WritingTurn(waiting)
    finally:
        waiting.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _lock(path: Path, waiting: Path, deadline: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if _try_lock(descriptor) and _is_still(path, descriptor):
            return descriptor
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise SentElsewhere
        waiting.touch(mode=0o600)
        time.sleep(_POLL_S)


def _try_lock(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False
