"""Long films: sent by a client nobody here wrote, through cuts, and without filling the server's memory."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest
import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError
from tusclient.uploader.uploader import Uploader

from app.cases.models import FilmKind
from app.clips.models import ClipState
from tests.faults.uploads.filming import Filming, begin_filming, make_filmer
from tests.servers import RunningPortal
from tests.tus import fingerprint

pytestmark = [pytest.mark.faults, pytest.mark.slow]

MIB = 1024 * 1024
LENGTH = 300 * MIB


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A file of 300 MiB that cannot be compressed."""
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        for _ in range(LENGTH // (10 * MIB)):
            file.write(os.urandom(10 * MIB))
    return path


def _open_uploader(portal: RunningPortal, film: IO[bytes]) -> Uploader:
    browser, cycle = make_filmer(portal)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    headers = {"Cookie": cookies, "X-CSRFToken": str(browser.headers["X-CSRFToken"])}
    about = {"cycle": str(cycle), "kind": FilmKind.INTERACTION, "fingerprint": fingerprint("film")}
    client = TusClient(f"{portal.url}/uploads", headers=headers)
    return client.uploader(file_stream=film, chunk_size=50 * MIB, metadata=about)


def _send_through_cuts(uploader: Uploader) -> int:
    """Send everything, going on after each cut; answers how many cuts there were."""
    cuts = 0
    while uploader.offset < LENGTH:
        try:
            uploader.upload_chunk()  # type: ignore[no-untyped-call]  # tuspy is half typed
        except TusCommunicationError:
            cuts += 1
            uploader.offset = uploader.get_offset()
    return cuts


def _cut(portal: RunningPortal, filming: Filming, sending: Future[int], at: int) -> None:
    while filming.find_sealed_bytes() < at:
        assert not sending.done()
        time.sleep(0.01)
    portal.restart()


def test_300_mebibytes_cut_three_times_arrive_unchanged(
    running_portal: RunningPortal, film: Path
) -> None:
    with film.open("rb") as file, ThreadPoolExecutor() as pool:
        uploader = _open_uploader(running_portal, file)
        uploader.set_url(uploader.create_url())
        filming = Filming(running_portal, requests.Session(), str(uploader.url))
        sending = pool.submit(_send_through_cuts, uploader)
        for at in (60 * MIB, 140 * MIB, 225 * MIB):
            _cut(running_portal, filming, sending, at)
        assert sending.result(timeout=180) >= 3
        file.seek(0)
        sent = hashlib.file_digest(file, "sha256").hexdigest()
    assert filming.read_arrived() == (ClipState.PROCESSING, sent)


def _read_peak_memory(pid: int) -> int:
    """The most memory the process ever held, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def test_memory_does_not_grow_with_the_film(running_portal: RunningPortal) -> None:
    warming = begin_filming(running_portal, 2 * MIB)
    warming.send(bytes(2 * MIB), 0)
    filming = begin_filming(running_portal, 200 * MIB)
    before = {pid: _read_peak_memory(pid) for pid in running_portal.list_worker_ids()}
    with filming.open_line(200 * MIB, 0) as line:
        for _ in range(200):
            line.sendall(bytes(MIB))
        assert line.recv(12) == b"HTTP/1.1 204"
    grown = {pid: _read_peak_memory(pid) - before[pid] for pid in before}
    assert max(grown.values()) < 30 * MIB, grown
