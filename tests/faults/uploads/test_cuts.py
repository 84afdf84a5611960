"""Killed servers, broken lines, second tabs and full disks: what was sealed stays, and the film goes on from there."""

from __future__ import annotations

import hashlib
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.clips.models import ClipState
from tests.faults.uploads.filming import PATIENCE_S, Filming, begin_filming
from tests.servers import RunningPortal

pytestmark = pytest.mark.faults

MIB = 1024 * 1024
FILM = random.Random(7).randbytes(5 * MIB + 321)


def _wait_for(filming: Filming, sealed: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while filming.find_sealed_bytes() < sealed:
        assert time.monotonic() < deadline, "the server did not seal what it was sent"
        time.sleep(0.02)


def _wait_for_offset(filming: Filming, offset: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while (arrived := filming.ask_offset()) != offset:
        assert time.monotonic() < deadline, f"{arrived} bytes arrived instead of {offset}"


def _send_slowly(line: socket.socket, offset: int, is_over: Event) -> int:
    """Never be silent for long, and answer how far the film was sent."""
    while not is_over.wait(0.05):
        line.sendall(FILM[offset : offset + 1000])
        offset += 1000
    return offset


def _send_rest(filming: Filming) -> None:
    """As every sender does: a request of before the cut may still be read, and then asking again helps."""
    for _ in range(5):
        offset = filming.ask_offset()
        answer = filming.send(FILM[offset:], offset)
        if answer.status_code != 409:
            break
    assert answer.status_code == 204
    assert filming.read_arrived() == (ClipState.PROCESSING, hashlib.sha256(FILM).hexdigest())


@pytest.mark.parametrize("cut_at", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 70_000, 5 * MIB + 320])
def test_a_killed_server_costs_at_most_one_segment(
    running_portal: RunningPortal, cut_at: int
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    with filming.open_line(len(FILM), 0) as line:
        line.sendall(FILM[:cut_at])
        _wait_for(filming, cut_at // MIB * MIB)
        running_portal.restart()
    assert cut_at - filming.ask_offset() <= MIB
    _send_rest(filming)


def test_a_server_killed_within_a_later_piece_keeps_the_earlier_ones(
    running_portal: RunningPortal,
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    assert filming.send(FILM[:700_001], 0).status_code == 204
    with filming.open_line(len(FILM) - 700_001, 700_001) as line:
        line.sendall(FILM[700_001 : 2 * MIB + 9])
        _wait_for(filming, 2 * MIB)
        running_portal.restart()
    assert filming.ask_offset() >= MIB + 9
    _send_rest(filming)


@pytest.mark.parametrize("cut_at", [1, MIB, 2 * MIB + 5])
def test_a_broken_line_loses_next_to_nothing(running_portal: RunningPortal, cut_at: int) -> None:
    filming = begin_filming(running_portal, len(FILM))
    with filming.open_line(len(FILM), 0) as line:
        line.sendall(FILM[:cut_at])
    _wait_for_offset(filming, cut_at)
    _send_rest(filming)


def test_nothing_of_an_unchecked_piece_outlives_a_killed_server(
    running_portal: RunningPortal,
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    assert filming.send(FILM[:1000], 0).status_code == 204
    digest = hashlib.sha256(FILM[1000:]).hexdigest()
    with filming.open_line(len(FILM) - 1000, 1000, sha256=digest) as line:
        line.sendall(FILM[1000 : 3 * MIB])
        _wait_for(filming, 2 * MIB)
        running_portal.restart()
    assert filming.ask_offset() == 1000
    answer = filming.send(FILM[1000:], 1000, sha256=digest)
    assert answer.status_code == 204
    assert filming.read_arrived()[0] == ClipState.PROCESSING


def test_two_tabs_do_not_write_at_once(running_portal: RunningPortal) -> None:
    filming = begin_filming(running_portal, len(FILM))
    with filming.open_line(len(FILM), 0) as line, ThreadPoolExecutor() as pool:
        line.sendall(FILM[:MIB])
        _wait_for(filming, MIB)
        is_over = Event()
        first = pool.submit(_send_slowly, line, MIB, is_over)
        try:
            answer = filming.send(b"other bytes", MIB)
        finally:
            is_over.set()
        sent = first.result()
        assert answer.status_code == 423
        assert "Another tab or device is sending this film" in answer.text
        line.sendall(FILM[sent:])
        assert line.recv(12) == b"HTTP/1.1 204"
    assert filming.read_arrived()[1] == hashlib.sha256(FILM).hexdigest()


def test_whoever_comes_back_on_a_new_line_takes_over_from_a_silent_one(
    running_portal: RunningPortal,
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    with filming.open_line(len(FILM), 0) as line:
        line.sendall(FILM[: 2 * MIB + 12])
        _wait_for(filming, 2 * MIB)
        assert filming.ask_offset() >= 2 * MIB  # whoever waits four seconds is refused
        _send_rest(filming)


def test_a_line_that_pauses_goes_on_where_it_paused(running_portal: RunningPortal) -> None:
    filming = begin_filming(running_portal, len(FILM))
    with filming.open_line(len(FILM), 0) as line:
        line.sendall(FILM[: MIB + 13])
        time.sleep(2.6)
        line.sendall(FILM[MIB + 13 :])
        assert line.recv(12) == b"HTTP/1.1 204"
    assert filming.read_arrived()[1] == hashlib.sha256(FILM).hexdigest()


def test_a_full_disk_is_said_in_words_and_the_film_goes_on_later(
    running_portal: RunningPortal,
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    assert filming.send(FILM[: 2 * MIB], 0).status_code == 204
    # The kernel answers writing here with "no space left on device", once.
    (filming.find_folder() / "00000003.part").symlink_to("/dev/full")
    answer = filming.send(FILM[2 * MIB :], 2 * MIB)
    assert answer.status_code == 507
    assert "Nothing that was already sent is lost" in answer.text
    assert filming.ask_offset() == 3 * MIB
    _send_rest(filming)


def test_a_sender_without_the_page_s_token_is_refused_in_words(
    running_portal: RunningPortal,
) -> None:
    filming = begin_filming(running_portal, len(FILM))
    del filming.browser.headers["X-CSRFToken"]
    answer = filming.send(FILM[:10], 0)
    assert answer.status_code == 400
    assert "Reload it and choose the same film again" in answer.text
    assert filming.ask_offset() == 0
