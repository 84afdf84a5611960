"""A whole film in one answer of a real server, and what can happen before its end."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from app.cases.models import Purpose
from app.clips.models import Clip, RenditionKind
from app.clips.playback import long_answers
from app.clips.playback.long_answers import ASKED_EVERY_S, PlayingOver
from app.extensions import db
from tests.factories.clips import make_clip, make_viewing, seal, withdraw_consent
from tests.factories.people import sign_in
from tests.servers import RunningPortal

pytestmark = pytest.mark.faults

MIB = 1024 * 1024
FILM = Random(7).randbytes(48 * MIB)
PATIENCE_S = 60
VIEWERS = 3
"""Fewer than one worker has threads: all of them are served, whichever worker takes them."""

HELD_AT_MOST = 8 * MIB
"""A viewer's share of memory: the piece that is sent, those read ahead, and what the allocator keeps."""


@dataclass
class Showing:
    """A film that its owner may watch on a running portal."""

    portal: RunningPortal
    browser: requests.Session
    address: str
    clip_id: int
    folder: Path

    @contextmanager
    def open_line(self) -> Iterator[socket.socket]:
        """A viewer who asked for the whole film, got its first bytes, and buffers little."""
        url = urlsplit(self.address)
        headers = dict(self.browser.prepare_request(requests.Request("GET", self.address)).headers)
        head = "".join(f"{k}: {v}\r\n" for k, v in (headers | {"Host": url.netloc}).items())
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
            line.settimeout(PATIENCE_S)
            line.connect((url.hostname or "", url.port or 0))
            line.sendall(f"GET {url.path} HTTP/1.1\r\n{head}\r\n".encode())
            assert line.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 200"
            yield line

    def count_threads(self) -> int:
        """Of all the server's workers."""
        return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in self._workers())

    def measure_memory(self) -> int:
        """Bytes that the workers hold for themselves, apart from files."""
        held = [Path(f"/proc/{pid}/status").read_text() for pid in self._workers()]
        return sum(int(re.findall(r"RssAnon:\s+(\d+) kB", status)[0]) * 1024 for status in held)

    def _workers(self) -> list[int]:
        return self.portal.list_worker_ids()


@pytest.fixture
def showing(running_portal: RunningPortal) -> Iterator[Showing]:
    with running_portal.app.app_context():
        clip = make_clip()
        key = seal(clip, RenditionKind.REVIEW, FILM)
        owner = clip.cycle.client.enrolment.person
        address = f"{running_portal.url}/viewings/{make_viewing(clip, owner).uuid}/film"
        browser = running_portal.open_browser(owner)
        folder = running_portal.data_dir / "sealed" / key
        yield Showing(running_portal, browser, address, clip.id, folder)
        db.session.remove()


def read_film(line: socket.socket) -> bytes:
    """All that comes until the server hangs up, without the headers."""
    received = bytearray()
    while piece := line.recv(MIB):
        received += piece
    return bytes(received[received.index(b"\r\n\r\n") + 4 :])


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_viewers_who_go_away_in_the_middle_leave_no_thread(showing: Showing) -> None:
    with ExitStack() as viewers:
        for _ in range(VIEWERS):
            viewers.enter_context(showing.open_line())
        playing = showing.count_threads()
    wait_until(
        lambda: showing.count_threads() == playing - VIEWERS, "a reading thread stayed behind"
    )


def test_slow_viewers_hold_a_few_mebibytes_each(showing: Showing) -> None:
    with ExitStack() as viewers:
        for _ in range(VIEWERS):
            assert showing.browser.get(showing.address, timeout=PATIENCE_S).content == FILM
        before = showing.measure_memory()
        for _ in range(VIEWERS):
            viewers.enter_context(showing.open_line())
        time.sleep(0.5)  # time enough to read the films to their ends
        assert showing.measure_memory() - before < VIEWERS * HELD_AT_MOST


def test_a_withdrawal_in_the_middle_ends_what_is_being_sent(showing: Showing) -> None:
    with showing.open_line() as line:
        clip = db.session.get_one(Clip, showing.clip_id)
        withdraw_consent(clip.cycle.client, Purpose.VIG)
        time.sleep(ASKED_EVERY_S + 0.2)
        received = read_film(line)
    assert FILM.startswith(received)
    assert len(received) < len(FILM)
    assert PlayingOver.__name__ not in showing.portal.read_log()


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_part_ends_the_film_without_a_wrong_byte(showing: Showing, damage: str) -> None:
    segment = showing.folder / "00000005"
    if damage == "missing":
        segment.unlink()
    else:
        sealed = bytearray(segment.read_bytes())
        sealed[-1] ^= 1
        segment.write_bytes(sealed)
    with showing.open_line() as line:
        assert read_film(line) == FILM[: 5 * MIB]


def test_no_connection_to_the_database_is_held_while_a_film_is_sent(
    portal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_answers, "ASKED_EVERY_S", 0.0)
    with portal.app_context():
        clip = make_clip()
        seal(clip, RenditionKind.REVIEW, FILM[: 3 * MIB])
        owner = clip.cycle.client.enrolment.person
        address = f"/viewings/{make_viewing(clip, owner).uuid}/film"
        browser = sign_in(portal.test_client(), owner)
        db.session.remove()
        pool = db.engine.pool
    held = [pool.checkedout() for _ in browser.get(address).iter_encoded()]  # type: ignore[attr-defined]
    assert held == [0, 0, 0]
