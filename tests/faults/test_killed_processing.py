"""``kill -9`` of a worker in the middle of a film leaves no child running and no plain byte behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.factories.films import make_film

PATIENCE_S = 30
WORKER = """
import os, sys, threading, time
from pathlib import Path
from app.clips.media.probe import probe_film
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film

def process():
    source = os.open(sys.argv[1], os.O_RDONLY)
    with temporary_film(Path(sys.argv[2])) as target:
        make_review_copy(source, target, probe_film(source), lambda share: print(share, flush=True))

thread = threading.Thread(target=process)
thread.start()
thread.join()
"""


def list_children(pid: int) -> list[int]:
    children: list[int] = []
    for names in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end meanwhile
            children += map(int, names.read_text().split())
    return children


def is_running(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.faults
def test_a_killed_worker_leaves_no_child_and_no_film(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=30.0, size=(1280, 720), audio=None)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(film), str(scratch)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with worker:
        assert worker.stdout is not None
        assert 0 <= float(worker.stdout.readline()) < 0.9
        (child,) = list_children(worker.pid)
        assert b"ffmpeg" in Path(f"/proc/{child}/cmdline").read_bytes()
        assert list(scratch.iterdir()) == []
        os.kill(worker.pid, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_S
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(child)
    assert list(scratch.iterdir()) == []
